import { Paper, Text } from '@mantine/core';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { listOperatorActions, type OperatorAction } from '../../api/auditLog';
import { Mono } from '../../components/Mono';
import { Page } from '../../components/Page';
import { PagedTable } from '../../components/PagedTable';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';

const kPageSize = 25;

/** What operators changed. */
export default function AuditLog() {
  const { audit: texts } = useTexts();
  const queryClient = useQueryClient();
  const isReloading = useIsFetching({ queryKey: ['audit log'] }) > 0;
  const columns: Column<OperatorAction>[] = [
    { key: 'time', title: texts.time, cell: ({ createdAt }) => <Timestamp value={createdAt} withTime /> },
    { key: 'operator', title: texts.operator, cell: ({ operator }) => operator },
    { key: 'action', title: texts.action, cell: ({ action }) => <Mono>{action}</Mono> },
    { key: 'subject', title: texts.subject, cell: ({ subject }) => <Mono>{subject}</Mono> },
    { key: 'details', title: texts.details, cell: ({ details }) => <Details details={details} /> },
  ];
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      isReloading={isReloading}
      onReload={() => void queryClient.invalidateQueries({ queryKey: ['audit log'] })}
    >
      <Paper withBorder p="sm">
        <PagedTable
          label={texts.title}
          queryKey={['audit log']}
          load={listOperatorActions}
          columns={columns}
          keyOf={({ id }) => id}
          emptyText={texts.empty}
          initialSize={kPageSize}
        />
      </Paper>
    </Page>
  );
}

function Details({ details }: { details: OperatorAction['details'] }) {
  const entries = Object.entries(details ?? {});
  return entries.length === 0
    ? '–'
    : entries.map(([name, value]) => (
        <Text key={name} size="xs">
          {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
        </Text>
      ));
}
