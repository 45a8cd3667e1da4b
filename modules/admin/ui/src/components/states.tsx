import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconRefresh } from '@tabler/icons-react';
import { useErrorText } from '../i18n/errorText';
import { useTexts } from '../i18n/language';

export function LoadingState({ lines = 4 }: { lines?: number }) {
  const { common } = useTexts();
  return (
    <Stack gap="xs" role="status" aria-label={common.loading} py="xs">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={22} radius="sm" />
      ))}
    </Stack>
  );
}

export function EmptyState({ text }: { text: string }) {
  return (
    <Stack align="center" gap={6} py="xl" c="dimmed">
      <IconInbox size={30} stroke={1.3} aria-hidden />
      <Text size="sm" ta="center">
        {text}
      </Text>
    </Stack>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { common, errors } = useTexts();
  const errorText = useErrorText();
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={errors.title} my="xs">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{errorText(error)}</Text>
        <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          {common.retry}
        </Button>
      </Stack>
    </Alert>
  );
}
