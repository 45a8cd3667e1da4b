/** Where to go behind the login: a path of this interface, whatever the address says. */
const kStart = '/identities';

export function destination(redirect: string | null): string {
  return redirect !== null && /^\/(?![/\\])/.test(redirect) ? redirect : kStart;
}

export const withRedirect = (path: string, redirect: string | null) =>
  redirect === null ? path : `${path}?redirect=${encodeURIComponent(redirect)}`;
