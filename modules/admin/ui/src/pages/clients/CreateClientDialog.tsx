import { NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createClient } from '../../api/clients';
import { listTiers } from '../../api/tiers';
import { ActionDialog } from '../../components/ActionDialog';
import { SecretInput } from '../../components/SecretInput';
import { useTexts } from '../../i18n/language';
import { CreatedClient } from './CreatedClient';

interface Fields {
  clientId: string;
  displayName: string;
  clientSecret: string;
  maxIdentities: string | number;
  defaultTier: string | null;
}

export function CreateClientDialog({ onClose }: { onClose: () => void }) {
  const { clients: texts } = useTexts();
  const queryClient = useQueryClient();
  const tiers = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const form = useForm<Fields>({
    initialValues: { clientId: '', displayName: '', clientSecret: '', maxIdentities: '', defaultTier: null },
  });
  const {
    mutate,
    data: created,
    error,
    isPending,
  } = useMutation({
    mutationFn: createClient,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['clients'] }),
  });
  const submit = ({ maxIdentities, defaultTier, ...texts }: Fields) => {
    if (defaultTier !== null) {
      mutate({ ...texts, defaultTier, maxIdentities: maxIdentities === '' ? null : Number(maxIdentities) });
    }
  };
  if (created) {
    return <CreatedClient title={texts.created} client={created} onClose={onClose} />;
  }
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={texts.create}
      submitLabel={texts.create}
      onSubmit={() => submit(form.values)}
      canSubmit={form.values.defaultTier !== null}
      isRunning={isPending}
      error={error ?? tiers.error}
    >
      <TextInput
        data-autofocus
        label={texts.id}
        description={texts.generatedHint}
        {...form.getInputProps('clientId')}
      />
      <TextInput label={texts.displayName} description={texts.displayNameHint} {...form.getInputProps('displayName')} />
      <SecretInput
        label={texts.secret}
        description={texts.generatedHint}
        value={form.values.clientSecret}
        onChange={(event) => form.setFieldValue('clientSecret', event.currentTarget.value)}
      />
      <NumberInput
        label={texts.maxIdentities}
        description={texts.maxIdentitiesHint}
        min={0}
        max={2_147_483_647}
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps('maxIdentities')}
      />
      <Select
        required
        label={texts.defaultTier}
        data={(tiers.data ?? [])
          .filter((tier) => tier.canBeUsedAsDefaultForClient)
          .map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        {...form.getInputProps('defaultTier')}
      />
    </ActionDialog>
  );
}
