import { get, post, remove, segment } from './http';

export const periods = ['Hour', 'Day', 'Week', 'Month', 'Year', 'Total'] as const;
export type Period = (typeof periods)[number];

export interface Metric {
  key: string;
  displayName: string;
}

export interface Quota {
  id: string;
  metric: Metric;
  max: number;
  period: Period;
}

export interface IdentityQuota extends Quota {
  source: 'Individual' | 'Tier';
  usage: number;
}

export interface NewQuota {
  metricKey: string;
  max: number;
  period: Period;
}

/** Who a quota is for. */
export type QuotaOwner = { kind: 'tier'; id: string } | { kind: 'identity'; id: string };

const quotasOf = ({ kind, id }: QuotaOwner) => `/${kind === 'tier' ? 'Tiers' : 'Identities'}/${segment(id)}/Quotas`;

export const listMetrics = (signal?: AbortSignal) => get<Metric[]>('/Metrics', signal);

export const addQuota = (owner: QuotaOwner, quota: NewQuota) => post<Quota>(quotasOf(owner), quota);

export const deleteQuota = (owner: QuotaOwner, quotaId: string) => remove(`${quotasOf(owner)}/${segment(quotaId)}`);
