import type { DeletionLogEntry } from '../../api/deletionProcesses';
import { DataTable } from '../../components/DataTable';
import { Mono } from '../../components/Mono';
import type { Column, Rows } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { filledIn } from '../../format/format';
import { useTexts } from '../../i18n/language';

export function DeletionLogTable({ rows }: { rows: Rows<DeletionLogEntry> }) {
  const { deletion: texts } = useTexts();
  const messages: Record<string, string> = texts.messages;
  const statuses: Record<string, string> = texts.statuses;
  const status = (value: string | null) => (value === null || value === '' ? '–' : (statuses[value] ?? value));
  const columns: Column<DeletionLogEntry>[] = [
    { key: 'id', title: texts.id, cell: ({ id }) => <Mono>{id}</Mono> },
    { key: 'createdAt', title: texts.createdAt, cell: ({ createdAt }) => <Timestamp value={createdAt} withTime /> },
    {
      key: 'message',
      title: texts.message,
      cell: ({ messageKey, additionalData }) => filledIn(messages[messageKey] ?? messageKey, additionalData),
    },
    { key: 'oldStatus', title: texts.oldStatus, cell: ({ oldStatus }) => status(oldStatus) },
    { key: 'newStatus', title: texts.newStatus, cell: ({ newStatus }) => status(newStatus) },
  ];
  return (
    <DataTable label={texts.log} columns={columns} rows={rows} keyOf={({ id }) => id} emptyText={texts.emptyLog} />
  );
}
