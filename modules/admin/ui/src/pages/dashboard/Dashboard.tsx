import '@mantine/charts/styles.css';
import { useQuery } from '@tanstack/react-query';
import { getStatistics } from '../../api/statistics';
import { Page } from '../../components/Page';
import { ErrorState, LoadingState } from '../../components/states';
import { useFormat, useTexts } from '../../i18n/language';
import { Charts } from './Charts';
import { Figures } from './Figures';
import { Jobs } from './Jobs';

const kRefreshMilliseconds = 60_000;

export default function Dashboard() {
  const { dashboard: texts } = useTexts();
  const format = useFormat();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['statistics'],
    queryFn: ({ signal }) => getStatistics(signal),
    refetchInterval: kRefreshMilliseconds,
  });
  const countedAt = data?.countedAt ?? null;
  return (
    <Page
      title={texts.title}
      lead={countedAt === null ? texts.notCounted : texts.countedAt(format.dateTime(countedAt))}
      onReload={() => void refetch()}
      isReloading={isFetching}
    >
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={8} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <Figures statistics={data} />
          <Charts statistics={data} />
          <Jobs jobs={data.jobs} />
        </>
      )}
    </Page>
  );
}
