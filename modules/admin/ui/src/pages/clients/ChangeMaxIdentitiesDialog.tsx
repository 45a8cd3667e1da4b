import { NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeClient, type Client } from '../../api/clients';
import { ActionDialog } from '../../components/ActionDialog';
import { useNotify } from '../../components/useNotify';
import { useFormat, useTexts } from '../../i18n/language';

interface Props {
  client: Client;
  onClose: () => void;
  onChanged: () => void;
}

export function ChangeMaxIdentitiesDialog({ client, onClose, onChanged }: Props) {
  const { common, clients: texts } = useTexts();
  const notify = useNotify();
  const format = useFormat();
  const [max, setMax] = useState<string | number>(client.maxIdentities ?? '');
  const maxIdentities = max === '' ? null : Number(max);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => changeClient(client.clientId, { defaultTier: client.defaultTier, maxIdentities }),
    onSuccess: () => {
      notify.success(texts.changed);
      onChanged();
      onClose();
    },
  });
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={texts.changeMaxIdentities}
      submitLabel={common.apply}
      onSubmit={() => mutate()}
      canSubmit={
        maxIdentities !== client.maxIdentities && (maxIdentities === null || maxIdentities >= client.numberOfIdentities)
      }
      isRunning={isPending}
      error={error}
    >
      <NumberInput
        data-autofocus
        label={texts.maxIdentities}
        description={texts.atLeast(format.number(client.numberOfIdentities))}
        value={max}
        onChange={setMax}
        min={0}
        max={2_147_483_647}
        allowDecimal={false}
        allowNegative={false}
      />
    </ActionDialog>
  );
}
