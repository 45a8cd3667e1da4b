import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { listDeletionLog } from '../../api/deletionProcesses';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { Page } from '../../components/Page';
import { useTexts } from '../../i18n/language';
import { DeletionLogTable } from './DeletionLogTable';

/** The log of all deletion processes of an address, which may be that of an identity that is gone. */
export default function DeletionLog() {
  const { address = '' } = useParams();
  const { deletion, navigation } = useTexts();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['identity', address, 'deletion log'],
    queryFn: ({ signal }) => listDeletionLog(address, signal),
  });
  return (
    <Page
      title={deletion.logTitle}
      parent={{ to: '/identities', title: navigation.identities }}
      onReload={() => void refetch()}
      isReloading={isFetching}
    >
      <Facts>
        <Fact name={deletion.address} copy={address}>
          <Mono>{address}</Mono>
        </Fact>
      </Facts>
      <Paper withBorder p="sm">
        <DeletionLogTable rows={{ data, error, refetch }} />
      </Paper>
    </Page>
  );
}
