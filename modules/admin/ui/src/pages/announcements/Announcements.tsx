import { Button, Paper } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { listAnnouncements, type Announcement } from '../../api/announcements';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';
import { CreateAnnouncementDialog } from './CreateAnnouncementDialog';
import { englishTitle } from './englishTitle';
import { SeverityBadge } from './SeverityBadge';

export default function Announcements() {
  const { announcements: texts } = useTexts();
  const [isCreating, creating] = useDisclosure(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['announcements'],
    queryFn: ({ signal }) => listAnnouncements(signal),
    select: (announcements) => [...announcements].sort((a, b) => a.createdAt.localeCompare(b.createdAt)),
    staleTime: 0,
  });
  const columns: Column<Announcement>[] = [
    { key: 'title', title: texts.subject, cell: englishTitle },
    { key: 'createdAt', title: texts.createdAt, cell: ({ createdAt }) => <Timestamp value={createdAt} /> },
    { key: 'expiresAt', title: texts.expiresAt, cell: ({ expiresAt }) => <Timestamp value={expiresAt} /> },
    { key: 'severity', title: texts.severity, cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  ];
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
      <Paper withBorder p="sm">
        <DataTable
          label={texts.title}
          columns={columns}
          rows={{ data, error, refetch }}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/announcements/${encodeURIComponent(id)}`}
          emptyText={texts.empty}
        />
      </Paper>
      {isCreating && <CreateAnnouncementDialog onClose={creating.close} />}
    </Page>
  );
}
