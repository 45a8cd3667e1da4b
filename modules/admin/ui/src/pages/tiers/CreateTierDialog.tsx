import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createTier } from '../../api/tiers';
import { ActionDialog } from '../../components/ActionDialog';
import { useNotify } from '../../components/useNotify';
import { useTexts } from '../../i18n/language';

export function CreateTierDialog({ onClose }: { onClose: () => void }) {
  const { tiers: texts } = useTexts();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: createTier,
    onSuccess: (tier) => {
      notify.success(texts.created(tier.name));
      void queryClient.invalidateQueries({ queryKey: ['tiers'] });
      onClose();
    },
  });
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={texts.create}
      submitLabel={texts.create}
      onSubmit={() => mutate(name)}
      canSubmit={name !== ''}
      isRunning={isPending}
      error={error}
    >
      <TextInput
        data-autofocus
        required
        label={texts.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
