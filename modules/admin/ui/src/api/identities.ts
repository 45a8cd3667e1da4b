import { get, getRaw, put, segment, type Page } from './http';
import type { IdentityQuota } from './quotas';

export interface IdentityOverview {
  address: string;
  createdAt: string;
  lastLoginAt: string | null;
  createdWithClient: string | null;
  datawalletVersion: number | null;
  identityVersion: number;
  numberOfDevices: number | null;
  tier?: { id: string; name: string };
}

export interface Device {
  id: string;
  username: string;
  createdAt: string;
  createdByDevice: string;
  lastLogin: { time: string } | null;
  communicationLanguage: string;
  isBackupDevice: boolean;
}

export interface Identity {
  address: string;
  clientId: string | null;
  publicKey: string;
  tierId: string;
  createdAt: string;
  identityVersion: number;
  numberOfDevices: number;
  devices: Device[];
  quotas: IdentityQuota[];
}

/** The query is one of `identitiesQuery`. */
export async function listIdentities(query: string, signal?: AbortSignal): Promise<Page<IdentityOverview>> {
  const answer = await getRaw<{ '@odata.count': number; value: IdentityOverview[] }>(
    `/odata/Identities?${query}`,
    signal,
  );
  return { rows: answer.value, total: answer['@odata.count'] };
}

export const getIdentity = (address: string, signal?: AbortSignal) =>
  get<Identity>(`/Identities/${segment(address)}`, signal);

export const changeTierOfIdentity = (address: string, tierId: string) =>
  put(`/Identities/${segment(address)}`, { tierId });
