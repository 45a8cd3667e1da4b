import { get, patch, post, put, remove, segment } from './http';

interface ClientFields {
  clientId: string;
  displayName: string;
  createdAt: string;
  maxIdentities: number | null;
}

export interface ClientOverview extends ClientFields {
  defaultTier: { id: string; name: string };
  numberOfIdentities: number;
}

export interface Client extends ClientFields {
  /** The id of the tier. */
  defaultTier: string;
  numberOfIdentities: number;
}

export interface ClientWithSecret extends ClientFields {
  defaultTier: string;
  clientSecret: string;
}

/** Empty texts let the server choose. */
export interface NewClient {
  clientId: string;
  displayName: string;
  clientSecret: string;
  defaultTier: string;
  maxIdentities: number | null;
}

export interface ClientChange {
  defaultTier: string;
  maxIdentities: number | null;
}

export const listClients = (signal?: AbortSignal) => get<ClientOverview[]>('/Clients', signal);

export const getClient = (id: string, signal?: AbortSignal) => get<Client>(`/Clients/${segment(id)}`, signal);

export const createClient = (client: NewClient) => post<ClientWithSecret>('/Clients', client);

export const changeClient = (id: string, change: ClientChange) => put(`/Clients/${segment(id)}`, change);

export const changeClientSecret = (id: string, newSecret: string) =>
  patch<ClientWithSecret>(`/Clients/${segment(id)}/ChangeSecret`, { newSecret });

export const deleteClient = (id: string) => remove(`/Clients/${segment(id)}`);
