import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSessionKey } from './useSessionKey';
import { withRedirect } from './redirect';

/** Shows its screens only within a session; what a session has read goes with it. */
export function RequireSession() {
  const key = useSessionKey();
  const queryClient = useQueryClient();
  const { pathname, search } = useLocation();

  useEffect(() => () => queryClient.clear(), [queryClient]);

  return key === null ? <Navigate to={withRedirect('/splash', pathname + search)} replace /> : <Outlet />;
}
