import { get } from './http';

export interface DayStatistics {
  day: string;
  createdIdentities: number;
  activeIdentities: number;
  sentMessages: number;
}

export interface JobState {
  name: string;
  lastStartedAt: string | null;
  lastFinishedAt: string | null;
  nextRunAt: string | null;
  lastError: string | null;
}

/** What the dashboard shows (modules/admin/README.md). Days are in UTC, the oldest first. */
export interface Statistics {
  /** When a job counted last; null before its first run. */
  countedAt: string | null;
  identities: number;
  activeIdentitiesLast24Hours: number;
  days: DayStatistics[];
  quotas: { exhausted: number; almostExhausted: number } | null;
  outbox: { waiting: number; dead: number };
  jobs: JobState[];
}

export const getStatistics = (signal?: AbortSignal) => get<Statistics>('/Statistics', signal);
