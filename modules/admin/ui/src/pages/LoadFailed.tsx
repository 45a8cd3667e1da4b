import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from 'react-router';
import { asApiError } from '../api/errors';
import { useErrorText } from '../i18n/errorText';
import { useTexts } from '../i18n/language';

/** Stands for a screen whose identity, tier, client, announcement or deletion process could not be loaded. */
export function LoadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { brand, common, errorPage } = useTexts();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const { status } = asApiError(error);
  const title = status === 404 ? errorPage.notFound : errorPage.failed;
  return (
    <Stack align="center" gap="xs" py={80} role="alert">
      <title>{`${title} · ${brand}`}</title>
      {status > 0 && (
        <Text size="xl" c="dimmed" fw={650}>
          {status}
        </Text>
      )}
      <Title order={1} size="h3">
        {title}
      </Title>
      <Text c="dimmed" ta="center">
        {errorText(error)}
      </Text>
      <Group mt="md">
        <Button variant="default" onClick={() => void navigate(-1)}>
          {common.back}
        </Button>
        <Button onClick={onRetry}>{common.retry}</Button>
      </Group>
    </Stack>
  );
}
