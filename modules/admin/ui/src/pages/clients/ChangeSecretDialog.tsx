import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeClientSecret } from '../../api/clients';
import { ActionDialog } from '../../components/ActionDialog';
import { SecretInput } from '../../components/SecretInput';
import { useTexts } from '../../i18n/language';
import { CreatedClient } from './CreatedClient';

interface Props {
  clientId: string;
  onClose: () => void;
}

export function ChangeSecretDialog({ clientId, onClose }: Props) {
  const { common, clients: texts } = useTexts();
  const [secret, setSecret] = useState('');
  const {
    mutate,
    data: changed,
    error,
    isPending,
  } = useMutation({ mutationFn: () => changeClientSecret(clientId, secret) });
  if (changed) {
    return <CreatedClient title={texts.secretChanged} client={changed} onClose={onClose} />;
  }
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={texts.changeSecret}
      submitLabel={common.apply}
      onSubmit={() => mutate()}
      isRunning={isPending}
      error={error}
    >
      <Text size="sm">
        {texts.client}: <b>{clientId}</b>
      </Text>
      <SecretInput
        data-autofocus
        label={texts.newSecret}
        description={texts.generatedHint}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
