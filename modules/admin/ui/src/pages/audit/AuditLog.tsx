import { Paper, Text } from '@mantine/core';
import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { listOperatorActions, type OperatorAction } from '../../api/auditLog';
import { listTiers } from '../../api/tiers';
import { Mono } from '../../components/Mono';
import { Page } from '../../components/Page';
import { PagedTable } from '../../components/PagedTable';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useFormat, useTexts } from '../../i18n/language';
import { actionText, detailText } from './detail';

const kPageSize = 25;

/** What operators changed. */
export default function AuditLog() {
  const allTexts = useTexts();
  const { audit: texts } = allTexts;
  const queryClient = useQueryClient();
  const isReloading = useIsFetching({ queryKey: ['audit log'] }) > 0;
  const columns: Column<OperatorAction>[] = [
    { key: 'time', title: texts.time, cell: ({ createdAt }) => <Timestamp value={createdAt} withTime /> },
    { key: 'operator', title: texts.operator, cell: ({ operator }) => operator },
    { key: 'action', title: texts.action, cell: ({ action }) => actionText(action, allTexts) },
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
  const texts = useTexts();
  const format = useFormat();
  const { data: tiers = [] } = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const tierNames = new Map(tiers.map(({ id, name }) => [id, name]));
  const entries = Object.entries(details ?? {});
  return entries.length === 0
    ? '–'
    : entries.map(([name, value]) => (
        <Text key={name} size="xs">
          {detailText(name, value, texts, format, tierNames)}
        </Text>
      ));
}
