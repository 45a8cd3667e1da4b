import { Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listTiers } from '../api/tiers';
import { useTexts } from '../i18n/language';
import { ActionDialog } from './ActionDialog';
import { useNotify } from './useNotify';

interface Props {
  title: string;
  label: string;
  currentTierId: string;
  change: (tierId: string) => Promise<unknown>;
  successText: string;
  onClose: () => void;
  onChanged: () => void;
}

/** Chooses another tier for an identity, or as the default of a client. */
export function ChangeTierDialog({ title, label, currentTierId, change, successText, onClose, onChanged }: Props) {
  const { common } = useTexts();
  const notify = useNotify();
  const tiers = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const [tierId, setTierId] = useState<string | null>(currentTierId);
  const { mutate, error, isPending } = useMutation({
    mutationFn: change,
    onSuccess: () => {
      notify.success(successText);
      onChanged();
      onClose();
    },
  });
  const choices = (tiers.data ?? [])
    .filter((tier) => tier.canBeManuallyAssigned || tier.canBeUsedAsDefaultForClient)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={title}
      submitLabel={common.apply}
      onSubmit={() => tierId !== null && mutate(tierId)}
      canSubmit={tierId !== null && tierId !== currentTierId}
      isRunning={isPending}
      error={error ?? tiers.error}
    >
      <Select
        data-autofocus
        label={label}
        data={choices}
        value={tierId}
        onChange={setTierId}
        allowDeselect={false}
        searchable
      />
    </ActionDialog>
  );
}
