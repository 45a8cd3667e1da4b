import type { IdentityQuota } from '../../api/quotas';

/** The metrics for which the identity has quotas of its own; the quotas of its tier have no effect on them. */
export const overriddenMetrics = (quotas: readonly IdentityQuota[]): ReadonlySet<string> =>
  new Set(quotas.filter(({ source }) => source === 'Individual').map(({ metric }) => metric.key));

/** Brings the quotas of a metric together; within one metric their order stays. */
export const sortedByMetric = (quotas: readonly IdentityQuota[]): IdentityQuota[] =>
  [...quotas].sort((a, b) => a.metric.key.localeCompare(b.metric.key));

/** How much of a quota is used, between 0 and 1. Nothing can be used of nothing. */
export const share = (usage: number, max: number): number => (max === 0 ? 0 : Math.min(usage / max, 1));
