import { Badge } from '@mantine/core';
import { listRelationships, type Relationship } from '../../api/traffic';
import { AddressLink } from '../../components/AddressLink';
import { Mono } from '../../components/Mono';
import { PagedTable } from '../../components/PagedTable';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';

const colors: Record<Relationship['status'], string> = {
  Pending: 'yellow',
  Active: 'teal',
  Rejected: 'gray',
  Revoked: 'gray',
  Terminated: 'gray',
  DeletionProposed: 'red',
  ReadyForDeletion: 'red',
};

const mono = (id: string | null) => (id === null ? '–' : <Mono>{id}</Mono>);

export function Relationships({ address }: { address: string }) {
  const { identity, relationships: texts } = useTexts();
  const columns: Column<Relationship>[] = [
    { key: 'peer', title: texts.peer, cell: ({ peer }) => <AddressLink address={peer} /> },
    {
      key: 'requestedBy',
      title: texts.requestedBy,
      cell: (row) => (row.requestedBy === 'Self' ? texts.self : texts.other),
    },
    { key: 'templateId', title: texts.templateId, cell: ({ templateId }) => mono(templateId) },
    {
      key: 'status',
      title: texts.status,
      cell: ({ status }) => (
        <Badge variant="light" color={colors[status]}>
          {texts.statuses[status]}
        </Badge>
      ),
    },
    { key: 'createdAt', title: texts.createdAt, cell: ({ creationDate }) => <Timestamp value={creationDate} /> },
    { key: 'answeredAt', title: texts.answeredAt, cell: ({ answeredAt }) => <Timestamp value={answeredAt} /> },
    { key: 'createdByDevice', title: texts.createdByDevice, cell: ({ createdByDevice }) => mono(createdByDevice) },
    { key: 'answeredByDevice', title: texts.answeredByDevice, cell: ({ answeredByDevice }) => mono(answeredByDevice) },
  ];
  return (
    <PagedTable
      label={identity.relationships}
      queryKey={['identity', address, 'relationships']}
      load={(page, signal) => listRelationships(address, page, signal)}
      columns={columns}
      keyOf={(row) => `${row.peer} ${row.creationDate} ${row.createdByDevice}`}
      emptyText={identity.noRelationships}
    />
  );
}
