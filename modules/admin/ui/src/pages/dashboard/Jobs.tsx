import { Badge, Paper, Text, Title } from '@mantine/core';
import type { JobState } from '../../api/statistics';
import { DataTable } from '../../components/DataTable';
import { Mono } from '../../components/Mono';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';

/** The jobs; those that failed come first. */
export function Jobs({ jobs }: { jobs: JobState[] }) {
  const { dashboard: texts } = useTexts();
  const columns: Column<JobState>[] = [
    { key: 'name', title: texts.job, cell: ({ name }) => <Mono>{name}</Mono> },
    { key: 'outcome', title: texts.jobOutcome, cell: (job) => <Outcome job={job} /> },
    {
      key: 'last',
      title: texts.jobLastRun,
      cell: ({ lastFinishedAt }) => <Timestamp value={lastFinishedAt} withTime />,
    },
    { key: 'next', title: texts.jobNextRun, cell: ({ nextRunAt }) => <Timestamp value={nextRunAt} withTime /> },
  ];
  const failedFirst = [...jobs].sort(
    (a, b) => Number(b.lastError !== null) - Number(a.lastError !== null) || a.name.localeCompare(b.name),
  );
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5" mb="xs">
        {texts.jobs}
      </Title>
      <DataTable
        label={texts.jobs}
        columns={columns}
        rows={{ data: failedFirst, error: null, refetch: () => undefined }}
        keyOf={({ name }) => name}
        emptyText={texts.noJobs}
      />
    </Paper>
  );
}

function Outcome({ job: { lastFinishedAt, lastError } }: { job: JobState }) {
  const { dashboard: texts } = useTexts();
  if (lastError !== null) {
    return (
      <>
        <Badge variant="light" color="red">
          {texts.jobFailed}
        </Badge>
        <Text size="xs" mt={2}>
          {lastError}
        </Text>
      </>
    );
  }
  return lastFinishedAt === null ? (
    <Badge variant="light" color="gray">
      {texts.jobNeverRan}
    </Badge>
  ) : (
    <Badge variant="light" color="teal">
      {texts.jobSucceeded}
    </Badge>
  );
}
