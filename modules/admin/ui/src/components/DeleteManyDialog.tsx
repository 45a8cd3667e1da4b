import { Progress, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionDialog } from './ActionDialog';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  question: string;
  submitLabel: string;
  keys: readonly string[];
  deleteOne: (key: string) => Promise<unknown>;
  /** Called with those that are gone, also when a later one could not be deleted. */
  onDeleted: (keys: readonly string[]) => void;
}

/** Deletes one after the other and stops at the first that cannot be deleted. */
export function DeleteManyDialog({ keys, deleteOne, onDeleted, onClose, ...dialog }: Props) {
  const [done, setDone] = useState(0);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: async () => {
      const deleted: string[] = [];
      try {
        for (const key of keys) {
          await deleteOne(key);
          deleted.push(key);
          setDone(deleted.length);
        }
      } finally {
        setDone(0);
        if (deleted.length > 0) {
          onDeleted(deleted);
        }
      }
    },
    onSuccess: () => onClose(),
  });
  const close = () => {
    reset();
    onClose();
  };
  return (
    <ActionDialog
      {...dialog}
      onClose={close}
      onSubmit={() => mutate()}
      canSubmit={keys.length > 0}
      isRunning={isPending}
      error={error}
      isDangerous
    >
      <Text size="sm">{dialog.question}</Text>
      {isPending && <Progress value={(100 * done) / keys.length} animated aria-label={dialog.title} />}
    </ActionDialog>
  );
}
