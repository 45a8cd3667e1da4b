import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { getDeletionProcess } from '../../api/deletionProcesses';
import { AddressLink } from '../../components/AddressLink';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { Page } from '../../components/Page';
import { LoadingState } from '../../components/states';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';
import { LoadFailed } from '../LoadFailed';
import { DeletionLogTable } from './DeletionLogTable';
import { DeletionStatusBadge } from './DeletionStatusBadge';

export default function DeletionProcessDetails() {
  const { address = '', id = '' } = useParams();
  const { deletion } = useTexts();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['identity', address, 'deletion process', id],
    queryFn: ({ signal }) => getDeletionProcess(address, id, signal),
  });
  if (error !== null && data === undefined) {
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Page
      title={deletion.title}
      parent={{ to: `/identities/${encodeURIComponent(address)}`, title: address }}
      onReload={() => void refetch()}
      isReloading={isFetching}
    >
      {data === undefined ? (
        <LoadingState />
      ) : (
        <>
          <Facts>
            <Fact name={deletion.id} copy={data.id}>
              <Mono>{data.id}</Mono>
            </Fact>
            <Fact name={deletion.address} copy={address}>
              <AddressLink address={address} />
            </Fact>
            <Fact name={deletion.createdAt}>
              <Timestamp value={data.createdAt} withTime />
            </Fact>
            <Fact name={deletion.gracePeriodEndsAt}>
              <Timestamp value={data.gracePeriodEndsAt} withTime />
            </Fact>
            <Fact name={deletion.status}>
              <DeletionStatusBadge status={data.status} />
            </Fact>
          </Facts>
          <Paper withBorder p="sm">
            <DeletionLogTable rows={{ data: data.auditLog, error: null, refetch }} />
          </Paper>
        </>
      )}
    </Page>
  );
}
