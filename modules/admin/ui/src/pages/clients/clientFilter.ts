import type { ClientOverview } from '../../api/clients';
import type { Compared, Comparison } from '../../api/odata';

export interface ClientFilter {
  clientId: string;
  displayName: string;
  defaultTiers: string[];
  numberOfIdentities: Compared;
  createdAt: Compared;
}

export const emptyClientFilter: ClientFilter = {
  clientId: '',
  displayName: '',
  defaultTiers: [],
  numberOfIdentities: { comparison: 'eq', value: '' },
  createdAt: { comparison: 'eq', value: '' },
};

const holds: Record<Comparison, <T extends string | number>(left: T, right: T) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};

const kLengthOfDay = 'yyyy-mm-dd'.length;

export function matches(filter: ClientFilter, client: ClientOverview): boolean {
  const { numberOfIdentities: number, createdAt } = filter;
  return (
    client.clientId.includes(filter.clientId) &&
    client.displayName.includes(filter.displayName) &&
    (filter.defaultTiers.length === 0 || filter.defaultTiers.includes(client.defaultTier.id)) &&
    (number.value === '' || holds[number.comparison](client.numberOfIdentities, Number(number.value))) &&
    (createdAt.value === '' || holds[createdAt.comparison](client.createdAt.slice(0, kLengthOfDay), createdAt.value))
  );
}
