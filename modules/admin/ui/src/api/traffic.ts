/** What an identity has to do with others: its relationships, messages and tokens. */
import { getPage, patch, segment, type Page } from './http';

export interface Relationship {
  peer: string;
  requestedBy: 'Self' | 'Peer';
  templateId: string | null;
  status: 'Pending' | 'Active' | 'Rejected' | 'Revoked' | 'Terminated' | 'DeletionProposed' | 'ReadyForDeletion';
  creationDate: string;
  answeredAt: string | null;
  createdByDevice: string;
  answeredByDevice: string | null;
}

export interface Message {
  messageId: string;
  senderAddress: string;
  senderDevice: string;
  sendDate: string;
  numberOfAttachments: number;
  recipients: { address: string; receivedAt: string | null }[];
}

export type Direction = 'Incoming' | 'Outgoing';

export interface Token {
  id: string;
  createdByDevice: string | null;
  forIdentity: string | null;
  createdAt: string;
  expiresAt: string;
  content: string | null;
  isPasswordProtected: boolean;
}

/** `number` counts from 0. */
export interface PageRequest {
  number: number;
  size: number;
}

const paged = ({ number, size }: PageRequest) => `PageNumber=${number + 1}&PageSize=${size}`;

export const listRelationships = (
  participant: string,
  page: PageRequest,
  signal?: AbortSignal,
): Promise<Page<Relationship>> => getPage(`/Relationships?participant=${segment(participant)}&${paged(page)}`, signal);

export const listMessages = (
  participant: string,
  type: Direction,
  page: PageRequest,
  signal?: AbortSignal,
): Promise<Page<Message>> =>
  getPage(`/Messages?participant=${segment(participant)}&type=${type}&${paged(page)}`, signal);

export const listTokens = (createdBy: string, page: PageRequest, signal?: AbortSignal): Promise<Page<Token>> =>
  getPage(`/Tokens?createdBy=${segment(createdBy)}&${paged(page)}`, signal);

export const unlockToken = (id: string) => patch(`/Tokens/${segment(id)}/ResetAccessFailedCount`);
