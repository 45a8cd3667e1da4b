import { ApiError } from './errors';
import { session } from './session';

export interface Pagination {
  pageNumber: number;
  pageSize: number;
  totalPages: number;
  totalRecords: number;
}

export interface Page<T> {
  rows: T[];
  total: number;
}

interface Envelope<T> {
  result: T;
  pagination?: Pagination;
}

const kXsrfFailure = 'xsrf-token-may-be-invalid';

/** A token is bound to whether the request for it carried the key, so it is kept with the key. */
let xsrf: { key: string | null; token: string } | null = null;

async function send(path: string, init: RequestInit, key: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (key !== null) {
    headers.set('X-API-KEY', key);
  }
  try {
    return await fetch(path, { ...init, headers, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError(0, ApiError.kUnreachable, error instanceof Error ? error.message : String(error));
  }
}

async function xsrfToken(key: string | null, renew: boolean): Promise<string> {
  if (xsrf?.key === key && !renew) {
    return xsrf.token;
  }
  const response = await send('/api/v1/xsrf', {}, key);
  if (!response.ok) {
    throw await errorOf(response);
  }
  xsrf = { key, token: (await response.text()).trim() };
  return xsrf.token;
}

async function errorOf(response: Response): Promise<ApiError> {
  if (response.status === 401) {
    return new ApiError(401, ApiError.kUnauthorized, 'The API key is not valid.');
  }
  const body = (await response.json().catch(() => null)) as {
    error?: { code?: string; message?: string };
    detail?: string;
  } | null;
  const code = body?.error?.code ?? body?.detail ?? '';
  const message = body?.error?.message ?? body?.detail ?? `HTTP ${response.status}`;
  return new ApiError(response.status, code, message);
}

/** Sends a request that changes something; a token that the server no longer knows is renewed once. */
async function sendUnsafe(method: string, path: string, body: unknown, key: string | null): Promise<Response> {
  for (let attempt = 0; ; ++attempt) {
    const headers = new Headers({ 'X-XSRF-TOKEN': await xsrfToken(key, attempt > 0) });
    if (body !== undefined) {
      headers.set('Content-Type', 'application/json');
    }
    const response = await send(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) }, key);
    if (response.ok) {
      return response;
    }
    const error = await errorOf(response);
    if (error.code !== kXsrfFailure || attempt > 0) {
      throw error;
    }
  }
}

/** Ends the session when the server no longer accepts its key. */
async function withinSession<T>(action: (key: string) => Promise<T>): Promise<T> {
  const key = session.key();
  if (key === null) {
    throw new ApiError(401, ApiError.kUnauthorized, 'There is no session.');
  }
  try {
    return await action(key);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && session.key() === key) {
      session.end();
    }
    throw error;
  }
}

export const segment = encodeURIComponent;

export function getRaw<T>(path: string, signal?: AbortSignal): Promise<T> {
  return withinSession(async (key) => {
    const response = await send(path, signal ? { signal } : {}, key);
    if (!response.ok) {
      throw await errorOf(response);
    }
    return (await response.json()) as T;
  });
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await getRaw<Envelope<T>>(`/api/v1${path}`, signal)).result;
}

/** A page of a list; without a pagination block the list is complete. */
export async function getPage<T>(path: string, signal?: AbortSignal): Promise<Page<T>> {
  const { result, pagination } = await getRaw<Envelope<T[]>>(`/api/v1${path}`, signal);
  return { rows: result, total: pagination?.totalRecords ?? result.length };
}

function change<T>(method: string, path: string, body?: unknown): Promise<T> {
  return withinSession(async (key) => {
    const response = await sendUnsafe(method, `/api/v1${path}`, body, key);
    return response.status === 204 ? (undefined as T) : ((await response.json()) as Envelope<T>).result;
  });
}

export const post = <T>(path: string, body?: unknown) => change<T>('POST', path, body);
export const put = <T>(path: string, body: unknown) => change<T>('PUT', path, body);
export const patch = <T>(path: string, body?: unknown) => change<T>('PATCH', path, body);
export const remove = (path: string) => change<undefined>('DELETE', path);

/** Asks the server, without a session, whether a key is the right one; begins the session if it is. */
export async function signIn(key: string): Promise<boolean> {
  const response = await sendUnsafe('POST', '/api/v1/ValidateApiKey', { apiKey: key }, null);
  const { isValid } = (await response.json()) as { isValid: boolean };
  if (isValid) {
    await xsrfToken(key, true);
    session.begin(key);
  }
  return isValid;
}
