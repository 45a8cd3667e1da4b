import { get, post, remove, segment } from './http';
import type { Quota } from './quotas';

export interface TierOverview {
  id: string;
  name: string;
  canBeUsedAsDefaultForClient: boolean;
  canBeManuallyAssigned: boolean;
  numberOfIdentities: number;
}

export interface Tier {
  id: string;
  name: string;
  quotas: Quota[];
}

/** The tier of identities that wait for their deletion; nobody can change it. */
export const kQueuedForDeletionTier = 'TIR00000000000000001';
export const kBasicTierName = 'Basic';

export const listTiers = (signal?: AbortSignal) => get<TierOverview[]>('/Tiers', signal);

export const getTier = (id: string, signal?: AbortSignal) => get<Tier>(`/Tiers/${segment(id)}`, signal);

export const createTier = (name: string) => post<{ id: string; name: string }>('/Tiers', { name });

export const deleteTier = (id: string) => remove(`/Tiers/${segment(id)}`);
