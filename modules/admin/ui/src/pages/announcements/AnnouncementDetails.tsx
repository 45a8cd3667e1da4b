import { Paper, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { getAnnouncement, type AnnouncementText } from '../../api/announcements';
import { AddressLink } from '../../components/AddressLink';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { LoadingState } from '../../components/states';
import type { Column } from '../../components/table';
import { useFormat, useTexts } from '../../i18n/language';
import { LoadFailed } from '../LoadFailed';
import { AnnouncementFacts } from './AnnouncementFacts';
import { AnnouncementLinks } from './AnnouncementLinks';
import classes from './Announcements.module.css';
import { DeleteAnnouncementButton } from './DeleteAnnouncementButton';
import { englishTitle } from './englishTitle';

export default function AnnouncementDetails() {
  const { id = '' } = useParams();
  const { announcements: texts, navigation } = useTexts();
  const format = useFormat();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['announcement', id],
    queryFn: ({ signal }) => getAnnouncement(id, signal),
  });
  if (error !== null && data === undefined) {
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  }
  const columns: Column<AnnouncementText>[] = [
    { key: 'language', title: texts.language, cell: ({ language }) => format.language(language) },
    { key: 'title', title: texts.subject, cell: ({ title }) => title },
    { key: 'body', title: texts.body, cell: ({ body }) => <span className={classes.body}>{body}</span> },
  ];
  return (
    <Page
      title={data === undefined ? texts.announcement : englishTitle(data)}
      parent={{ to: '/announcements', title: navigation.announcements }}
      onReload={() => void refetch()}
      isReloading={isFetching}
      actions={<DeleteAnnouncementButton id={id} />}
    >
      {data === undefined ? (
        <LoadingState />
      ) : (
        <>
          <AnnouncementFacts announcement={data} />
          <Part title={texts.texts}>
            <DataTable
              label={texts.texts}
              columns={columns}
              rows={{ data: data.texts, error: null, refetch }}
              keyOf={({ language }) => language}
              emptyText=""
            />
          </Part>
          <Part title={texts.links}>
            <AnnouncementLinks actions={data.actions} />
          </Part>
          {data.recipients.length > 0 && (
            <Part title={texts.recipients}>
              <Stack gap={4}>
                {data.recipients.map((address) => (
                  <AddressLink key={address} address={address} />
                ))}
              </Stack>
            </Part>
          )}
        </>
      )}
    </Page>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}
