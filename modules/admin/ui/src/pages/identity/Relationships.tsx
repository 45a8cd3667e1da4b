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

export function Relationships({ address }: { address: string }) {
  const { identity, relationships: texts } = useTexts();
  const columns: Column<Relationship>[] = [
    { key: 'peer', title: texts.peer, cell: ({ peer }) => <AddressLink address={peer} /> },
    {
      key: 'requestedBy',
      title: texts.requestedBy,
      cell: (row) => (row.requestedBy === 'Self' ? texts.self : texts.other),
    },
    {
      key: 'templateId',
      title: texts.templateId,
      cell: ({ templateId }) => (templateId !== null ? <Mono>{templateId}</Mono> : '–'),
    },
    {
      key: 'status',
      title: texts.status,
      cell: ({ status }) => (
        <Badge variant="light" color={colors[status]}>
          {texts.statuses[status]}
        </Badge>
      ),
    },
    {
      key: 'created',
      title: texts.created,
      cell: ({ creationDate, createdByDevice }) => <Deed time={creationDate} device={createdByDevice} />,
    },
    {
      key: 'answered',
      title: texts.answered,
      cell: ({ answeredAt, answeredByDevice }) => <Deed time={answeredAt} device={answeredByDevice} />,
    },
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

/** When something was done, and by which device. */
function Deed({ time, device }: { time: string | null; device: string | null }) {
  return (
    <>
      <Timestamp value={time} withTime />
      {device !== null && (
        <div>
          <Mono>{device}</Mono>
        </div>
      )}
    </>
  );
}
