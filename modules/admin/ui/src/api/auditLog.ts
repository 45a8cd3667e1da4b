import { getPage, type Page } from './http';
import type { PageRequest } from './traffic';

/** One change that an operator made (modules/admin/README.md). */
export interface OperatorAction {
  id: string;
  createdAt: string;
  operator: string;
  action: string;
  subject: string;
  details: Record<string, unknown> | null;
}

export const listOperatorActions = (
  { number, size }: PageRequest,
  signal?: AbortSignal,
): Promise<Page<OperatorAction>> => getPage(`/OperatorActions?PageNumber=${number + 1}&PageSize=${size}`, signal);
