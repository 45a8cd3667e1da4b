import { Badge } from '@mantine/core';
import type { DeletionStatus } from '../../api/deletionProcesses';
import { useTexts } from '../../i18n/language';

const colors: Record<DeletionStatus, string> = { Active: 'orange', Cancelled: 'gray', Deleting: 'red' };

export function DeletionStatusBadge({ status }: { status: DeletionStatus }) {
  const { deletion } = useTexts();
  return (
    <Badge variant="light" color={colors[status]}>
      {deletion.statuses[status]}
    </Badge>
  );
}
