import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useErrorText } from '../i18n/errorText';
import { useTexts } from '../i18n/language';
import { Dialog } from './Dialog';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Absent when there is nothing left to do but close. */
  submitLabel?: string;
  onSubmit?: () => void;
  canSubmit?: boolean;
  isDangerous?: boolean;
  isRunning: boolean;
  error: unknown;
  isLarge?: boolean;
  children: ReactNode;
}

/**
 * A dialog with an action. While the action runs nothing can be pressed and the dialog stays; when it fails the dialog
 * keeps its input and shows what the server said.
 */
export function ActionDialog({
  opened,
  onClose,
  title,
  submitLabel,
  onSubmit,
  canSubmit = true,
  isDangerous = false,
  isRunning,
  error,
  isLarge,
  children,
}: Props) {
  const { common, errors } = useTexts();
  const errorText = useErrorText();
  const close = () => {
    if (!isRunning) {
      onClose();
    }
  };
  return (
    <Dialog opened={opened} onClose={close} title={title} isLarge={isLarge} withCloseButton={!isRunning} isPersistent>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canSubmit && !isRunning) {
            onSubmit?.();
          }
        }}
      >
        <Stack gap="md">
          {children}
          {error !== null && (
            <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} title={errors.title}>
              {errorText(error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close} disabled={isRunning}>
              {submitLabel === undefined ? common.close : common.cancel}
            </Button>
            {submitLabel !== undefined && (
              <Button type="submit" loading={isRunning} disabled={!canSubmit} color={isDangerous ? 'red.9' : undefined}>
                {submitLabel}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
