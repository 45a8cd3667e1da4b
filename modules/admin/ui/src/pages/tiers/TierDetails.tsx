import { Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconGauge, IconUsers } from '@tabler/icons-react';
import { useParams } from 'react-router';
import type { Quota } from '../../api/quotas';
import { getTier, kQueuedForDeletionTier } from '../../api/tiers';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { LoadingState } from '../../components/states';
import type { Column } from '../../components/table';
import { useFormat, useTexts } from '../../i18n/language';
import { IdentitiesTable } from '../identities/IdentitiesTable';
import { LoadFailed } from '../LoadFailed';
import { QuotasPanel } from '../quotas/QuotasPanel';
import { useMetricName } from '../quotas/useMetricName';
import { DeleteTierButton } from './DeleteTierButton';

export default function TierDetails() {
  const { id = '' } = useParams();
  const { tiers: texts, quotas, navigation } = useTexts();
  const queryClient = useQueryClient();
  const quotaColumns = useQuotaColumns();
  const {
    data: tier,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey: ['tier', id],
    queryFn: ({ signal }) => getTier(id, signal),
  });
  if (error !== null && tier === undefined) {
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  }
  const reload = () => {
    void refetch();
    void queryClient.invalidateQueries({ queryKey: ['identities'] });
  };
  return (
    <Page
      title={tier?.name ?? texts.tier}
      parent={{ to: '/tiers', title: navigation.tiers }}
      onReload={reload}
      isReloading={isFetching}
      actions={tier && <DeleteTierButton tier={tier} />}
    >
      {tier === undefined ? (
        <LoadingState />
      ) : (
        <Stack gap="sm">
          <Facts>
            <Fact name={texts.id} copy={tier.id}>
              <Mono>{tier.id}</Mono>
            </Fact>
            <Fact name={texts.name}>{tier.name}</Fact>
          </Facts>
          <Section title={quotas.title} icon={<IconGauge size={18} stroke={1.7} />} openAtFirst>
            <QuotasPanel
              owner={{ kind: 'tier', id }}
              ownerName={tier.name}
              quotas={tier.quotas}
              columns={quotaColumns}
              isReadOnly={id === kQueuedForDeletionTier}
              onChange={() => void refetch()}
            />
          </Section>
          <Section title={texts.identities} icon={<IconUsers size={18} stroke={1.7} />}>
            <IdentitiesTable within={{ tier: id }} />
          </Section>
        </Stack>
      )}
    </Page>
  );
}

function useQuotaColumns(): Column<Quota>[] {
  const { quotas } = useTexts();
  const format = useFormat();
  const metricName = useMetricName();
  return [
    { key: 'metric', title: quotas.metric, cell: ({ metric }) => metricName(metric) },
    { key: 'max', title: quotas.max, numeric: true, cell: ({ max }) => format.number(max) },
    { key: 'period', title: quotas.period, cell: ({ period }) => quotas.periods[period] },
  ];
}
