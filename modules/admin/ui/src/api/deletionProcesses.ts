import { get, segment } from './http';

export type DeletionStatus = 'Active' | 'Cancelled' | 'Deleting';

export interface DeletionProcess {
  id: string;
  status: DeletionStatus;
  createdAt: string;
  createdByDevice: string;
  gracePeriodEndsAt: string | null;
  gracePeriodReminder1SentAt: string | null;
  gracePeriodReminder2SentAt: string | null;
  gracePeriodReminder3SentAt: string | null;
}

export interface DeletionLogEntry {
  id: string;
  createdAt: string;
  oldStatus: string | null;
  newStatus: string;
  messageKey: string;
  additionalData: Record<string, string>;
}

export interface DeletionProcessWithLog extends DeletionProcess {
  auditLog: DeletionLogEntry[];
}

const processesOf = (address: string) => `/Identities/${segment(address)}/DeletionProcesses`;

export const listDeletionProcesses = (address: string, signal?: AbortSignal) =>
  get<DeletionProcess[]>(processesOf(address), signal);

export const getDeletionProcess = (address: string, id: string, signal?: AbortSignal) =>
  get<DeletionProcessWithLog>(`${processesOf(address)}/${segment(id)}`, signal);

/** Also of identities that no longer exist. */
export const listDeletionLog = (address: string, signal?: AbortSignal) =>
  get<DeletionLogEntry[]>(`${processesOf(address)}/AuditLogs`, signal);
