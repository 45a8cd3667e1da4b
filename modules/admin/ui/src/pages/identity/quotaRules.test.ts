import { expect, it } from 'vitest';
import type { IdentityQuota } from '../../api/quotas';
import { overriddenMetrics, share, sortedByMetric } from './quotaRules';

const quota = (id: string, key: string, source: IdentityQuota['source']): IdentityQuota => ({
  id,
  metric: { key, displayName: key },
  source,
  max: 1,
  usage: 0,
  period: 'Day',
});

it('knows the metrics whose tier quotas have no effect', () => {
  expect(overriddenMetrics([quota('1', 'A', 'Individual'), quota('2', 'B', 'Tier')])).toEqual(new Set(['A']));
});

it('brings the quotas of a metric together and leaves individual ones first', () => {
  const quotas = [quota('1', 'B', 'Individual'), quota('2', 'A', 'Tier'), quota('3', 'B', 'Tier')];
  expect(sortedByMetric(quotas).map(({ id }) => id)).toEqual(['2', '1', '3']);
});

it('shows a quota of nothing as unused and an overdrawn one as used up', () => {
  expect(share(5, 0)).toBe(0);
  expect(share(1, 4)).toBe(0.25);
  expect(share(5, 4)).toBe(1);
});
