import type { Statistics } from '../../api/statistics';

/**
 * How many identities there were at the end of each day, reckoned back from how many there are now and how many came.
 * Those that have been deleted since are not in it.
 */
export function identitiesByDay({ identities, days }: Pick<Statistics, 'identities' | 'days'>): number[] {
  const totals: number[] = [];
  let total = identities;
  for (const { createdIdentities } of days.toReversed()) {
    totals.unshift(total);
    total -= createdIdentities;
  }
  return totals;
}
