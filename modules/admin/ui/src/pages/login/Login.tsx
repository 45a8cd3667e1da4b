import { Alert, Button, Checkbox, Paper, PasswordInput, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { signIn } from '../../api/http';
import { session } from '../../api/session';
import { useErrorText } from '../../i18n/errorText';
import { languages, nameOfLanguage, useLanguage, useTexts } from '../../i18n/language';
import { Brand } from '../../shell/Brand';
import classes from './Login.module.css';
import { destination } from './redirect';
import { useSessionKey } from './useSessionKey';

export function Login() {
  const { brand, common, login, settings } = useTexts();
  const { language, choose } = useLanguage();
  const errorText = useErrorText();
  const [parameters] = useSearchParams();
  const [key, setKey] = useState('');
  const [staysSignedIn, setStaysSignedIn] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const sessionKey = useSessionKey();

  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: signIn,
    onSuccess: (isValid, validated) => {
      if (isValid) {
        session.remember(validated, staysSignedIn);
      } else {
        field.current?.focus();
      }
    },
  });

  if (sessionKey !== null) {
    return <Navigate to={destination(parameters.get('redirect'))} replace />;
  }
  return (
    <main className={classes.center}>
      <title>{`${login.title} · ${brand}`}</title>
      <Stack w="100%" maw={400} gap="lg">
        <Brand size={44} />
        <Paper withBorder p="xl" shadow="sm">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              mutate(key);
            }}
          >
            <Stack gap="md">
              <div>
                <Title order={1} size="h3">
                  {login.title}
                </Title>
                <Text size="sm" c="dimmed">
                  {login.lead}
                </Text>
              </div>
              <PasswordInput
                ref={field}
                autoFocus
                label={login.apiKey}
                visibilityToggleButtonProps={{ 'aria-label': common.reveal, tabIndex: 0 }}
                value={key}
                error={data === false ? login.wrongKey : undefined}
                onChange={(event) => {
                  setKey(event.currentTarget.value);
                  reset();
                }}
              />
              <Checkbox
                label={login.keepSignedIn}
                description={login.keepSignedInHint}
                checked={staysSignedIn}
                onChange={(event) => setStaysSignedIn(event.currentTarget.checked)}
              />
              {error !== null && (
                <Alert color="red" role="alert">
                  {errorText(error)}
                </Alert>
              )}
              <Button type="submit" fullWidth disabled={key === ''} loading={isPending}>
                {login.submit}
              </Button>
            </Stack>
          </form>
        </Paper>
        <SegmentedControl
          className={classes.language}
          size="xs"
          aria-label={settings.language}
          value={language}
          onChange={choose}
          data={languages.map((value) => ({ value, label: nameOfLanguage(value) }))}
        />
      </Stack>
    </main>
  );
}
