// The Admin API, for what a story needs but does not tell.
import { admin } from './browser.mjs';
import { apiKey } from './operator.mjs';

/** Sends a request as an operator; answers its result. */
export async function api(method, path, body) {
  const key = { 'X-API-KEY': apiKey };
  const pair = await fetch(`${admin}/api/v1/xsrf`, { headers: key });
  const headers = {
    ...key,
    'X-XSRF-TOKEN': await pair.text(),
    Cookie: pair.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '),
    'Content-Type': 'application/json',
  };
  const response = await fetch(`${admin}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text).result;
}
