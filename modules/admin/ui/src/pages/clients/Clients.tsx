import { Button, Paper } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { deleteClient, listClients } from '../../api/clients';
import { DeleteManyDialog } from '../../components/DeleteManyDialog';
import { useNotify } from '../../components/useNotify';
import { Page } from '../../components/Page';
import { useTexts } from '../../i18n/language';
import { ChangeSecretDialog } from './ChangeSecretDialog';
import { emptyClientFilter, matches } from './clientFilter';
import { ClientFilters } from './ClientFilters';
import { ClientsTable } from './ClientsTable';
import { CreateClientDialog } from './CreateClientDialog';

const none: ReadonlySet<string> = new Set();

export default function Clients() {
  const { common, clients: texts } = useTexts();
  const notify = useNotify();
  const [filter, setFilter] = useState(emptyClientFilter);
  const [selected, setSelected] = useState(none);
  const [clientOfSecret, setClientOfSecret] = useState<string | null>(null);
  const [isCreating, creating] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['clients'],
    queryFn: ({ signal }) => listClients(signal),
  });
  const shown = data?.filter((client) => matches(filter, client));
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      onReload={() => void refetch()}
      isReloading={isFetching}
      actions={
        <Button leftSection={<IconPlus size={17} />} onClick={creating.open}>
          {texts.create}
        </Button>
      }
    >
      <ClientFilters
        filter={filter}
        onChange={(changed) => {
          setFilter(changed);
          setSelected(none);
        }}
      />
      <Paper withBorder p="sm">
        <Button
          size="xs"
          variant="light"
          color="red"
          mb="xs"
          leftSection={<IconTrash size={15} />}
          disabled={selected.size === 0}
          onClick={deleting.open}
        >
          {texts.deleteSelected}
        </Button>
        <ClientsTable
          rows={{ data: shown, error, refetch }}
          emptyText={data?.length === 0 ? texts.empty : texts.nothingFound}
          selected={selected}
          onSelect={setSelected}
          onChangeSecret={setClientOfSecret}
        />
      </Paper>
      {isCreating && <CreateClientDialog onClose={creating.close} />}
      {clientOfSecret !== null && (
        <ChangeSecretDialog clientId={clientOfSecret} onClose={() => setClientOfSecret(null)} />
      )}
      <DeleteManyDialog
        opened={isDeleting}
        onClose={deleting.close}
        title={texts.deleteTitle}
        question={texts.deleteQuestion(selected.size)}
        submitLabel={common.delete}
        keys={[...selected]}
        deleteOne={deleteClient}
        onDeleted={(deleted) => {
          setSelected(none);
          notify.success(texts.deleted(deleted.length));
          void refetch();
        }}
      />
    </Page>
  );
}
