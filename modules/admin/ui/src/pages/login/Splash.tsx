import { Progress, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router';
import { signIn } from '../../api/http';
import { session } from '../../api/session';
import { ErrorState } from '../../components/states';
import { useTexts } from '../../i18n/language';
import { Brand } from '../../shell/Brand';
import classes from './Login.module.css';
import { destination, withRedirect } from './redirect';

/** Finds out whether the key that the browser kept is still the right one. */
export function Splash() {
  const { login } = useTexts();
  const [parameters] = useSearchParams();
  const redirect = parameters.get('redirect');
  const storedKey = session.storedKey();
  const { data, error, refetch } = useQuery({
    queryKey: ['stored key'],
    queryFn: async () => {
      const isValid = await signIn(storedKey ?? '');
      if (!isValid) {
        session.end();
      }
      return isValid;
    },
    enabled: storedKey !== null,
    gcTime: 0,
    staleTime: 0,
  });
  if (storedKey === null || data === false) {
    return <Navigate to={withRedirect('/login', redirect)} replace />;
  }
  if (data === true) {
    return <Navigate to={destination(redirect)} replace />;
  }
  return (
    <main className={classes.center}>
      <Stack w={320} gap="lg">
        <Brand size={44} />
        {error === null ? (
          <Progress value={100} animated aria-label={login.checking} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </Stack>
    </main>
  );
}
