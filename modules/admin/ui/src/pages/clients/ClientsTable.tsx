import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ClientOverview } from '../../api/clients';
import { DataTable } from '../../components/DataTable';
import type { Column, Rows } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useFormat, useTexts } from '../../i18n/language';

interface Props {
  rows: Rows<ClientOverview>;
  emptyText: string;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onChangeSecret: (clientId: string) => void;
}

export function ClientsTable({ rows, emptyText, selected, onSelect, onChangeSecret }: Props) {
  const { common, clients: texts } = useTexts();
  const format = useFormat();
  const columns: Column<ClientOverview>[] = [
    { key: 'id', title: texts.id, cell: ({ clientId }) => clientId },
    { key: 'name', title: texts.displayName, cell: ({ displayName }) => displayName },
    { key: 'tier', title: texts.defaultTier, cell: ({ defaultTier }) => defaultTier.name },
    {
      key: 'identities',
      title: texts.numberOfIdentities,
      numeric: true,
      cell: (client) => format.number(client.numberOfIdentities),
    },
    {
      key: 'max',
      title: texts.maxIdentities,
      numeric: true,
      cell: ({ maxIdentities }) => (maxIdentities === null ? common.noLimit : format.number(maxIdentities)),
    },
    { key: 'createdAt', title: texts.createdAt, cell: ({ createdAt }) => <Timestamp value={createdAt} /> },
    {
      key: 'secret',
      title: texts.actions,
      isAction: true,
      cell: ({ clientId }) => (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconKey size={14} />}
          onClick={() => onChangeSecret(clientId)}
        >
          {texts.changeSecret}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      label={texts.title}
      columns={columns}
      rows={rows}
      keyOf={({ clientId }) => clientId}
      linkOf={({ clientId }) => `/clients/${encodeURIComponent(clientId)}`}
      emptyText={emptyText}
      selection={{ selected, change: onSelect, nameOf: ({ clientId }) => clientId }}
    />
  );
}
