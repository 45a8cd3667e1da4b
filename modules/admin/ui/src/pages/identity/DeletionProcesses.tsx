import { useQuery } from '@tanstack/react-query';
import { listDeletionProcesses, type DeletionProcess } from '../../api/deletionProcesses';
import { DataTable } from '../../components/DataTable';
import { Mono } from '../../components/Mono';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useFormat, useTexts } from '../../i18n/language';
import { DeletionStatusBadge } from '../deletion/DeletionStatusBadge';

export function DeletionProcesses({ address }: { address: string }) {
  const { identity, deletion: texts } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['identity', address, 'deletion processes'],
    queryFn: ({ signal }) => listDeletionProcesses(address, signal),
  });
  const columns: Column<DeletionProcess>[] = [
    { key: 'id', title: texts.id, cell: ({ id }) => <Mono>{id}</Mono> },
    { key: 'status', title: texts.status, cell: ({ status }) => <DeletionStatusBadge status={status} /> },
    { key: 'createdAt', title: texts.createdAt, cell: ({ createdAt }) => <Timestamp value={createdAt} withTime /> },
    { key: 'device', title: texts.createdByDevice, cell: ({ createdByDevice }) => <Mono>{createdByDevice}</Mono> },
    { key: 'reminders', title: texts.reminders, cell: (process) => <Reminders process={process} /> },
    {
      key: 'ends',
      title: texts.gracePeriodEndsAt,
      cell: (process) => <Timestamp value={process.gracePeriodEndsAt} withTime />,
    },
  ];
  return (
    <DataTable
      label={identity.deletionProcesses}
      columns={columns}
      rows={{ data, error, refetch }}
      keyOf={({ id }) => id}
      linkOf={({ id }) => `/identities/${encodeURIComponent(address)}/deletion-process-details/${id}`}
      emptyText={identity.noDeletionProcesses}
    />
  );
}

function Reminders({ process }: { process: DeletionProcess }) {
  const { deletion: texts } = useTexts();
  const format = useFormat();
  const sent = [
    process.gracePeriodReminder1SentAt,
    process.gracePeriodReminder2SentAt,
    process.gracePeriodReminder3SentAt,
  ].flatMap((time, index) => (time === null ? [] : [`${texts.reminder(index + 1)}: ${format.dateTime(time)}`]));
  return sent.length === 0 ? texts.noReminders : sent.map((line) => <div key={line}>{line}</div>);
}
