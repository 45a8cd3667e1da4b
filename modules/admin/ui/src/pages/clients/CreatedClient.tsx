import { Alert, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ClientWithSecret } from '../../api/clients';
import { ActionDialog } from '../../components/ActionDialog';
import { SecretInput } from '../../components/SecretInput';
import { useTexts } from '../../i18n/language';

interface Props {
  title: string;
  client: ClientWithSecret;
  onClose: () => void;
}

/** Shows a client's secret, which the server does not tell again. */
export function CreatedClient({ title, client, onClose }: Props) {
  const { clients: texts } = useTexts();
  return (
    <ActionDialog opened onClose={onClose} title={title} isRunning={false} error={null}>
      <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
        {texts.secretOnce}
      </Alert>
      <TextInput label={texts.id} value={client.clientId} readOnly />
      <TextInput label={texts.displayName} value={client.displayName} readOnly />
      <SecretInput label={texts.secret} value={client.clientSecret} readOnly />
    </ActionDialog>
  );
}
