import { Text } from '@mantine/core';
import { ActionDialog } from './ActionDialog';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  question: string;
  submitLabel: string;
  onConfirm: () => void;
  isRunning: boolean;
  error: unknown;
}

/** Asks before something is deleted. */
export function ConfirmDialog({ question, onConfirm, ...dialog }: Props) {
  return (
    <ActionDialog {...dialog} onSubmit={onConfirm} isDangerous>
      <Text size="sm">{question}</Text>
    </ActionDialog>
  );
}
