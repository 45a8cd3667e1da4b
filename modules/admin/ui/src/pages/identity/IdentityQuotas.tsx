import { Group, Progress, Text, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { Identity } from '../../api/identities';
import type { IdentityQuota } from '../../api/quotas';
import { kQueuedForDeletionTier } from '../../api/tiers';
import type { Column } from '../../components/table';
import { useFormat, useTexts } from '../../i18n/language';
import { QuotasPanel } from '../quotas/QuotasPanel';
import { useMetricName } from '../quotas/useMetricName';
import { overriddenMetrics, share, sortedByMetric } from './quotaRules';

export function IdentityQuotas({ identity, onChange }: { identity: Identity; onChange: () => void }) {
  const { quotas: texts } = useTexts();
  const metricName = useMetricName();
  const overridden = overriddenMetrics(identity.quotas);
  const isWithoutEffect = (quota: IdentityQuota) => quota.source === 'Tier' && overridden.has(quota.metric.key);
  const columns: Column<IdentityQuota>[] = [
    {
      key: 'source',
      title: texts.source,
      cell: (quota) => <Source quota={quota} isWithoutEffect={isWithoutEffect(quota)} />,
    },
    { key: 'usage', title: texts.usage, cell: (quota) => <Usage quota={quota} /> },
    { key: 'period', title: texts.period, cell: ({ period }) => texts.periods[period] },
  ];
  return (
    <QuotasPanel
      owner={{ kind: 'identity', id: identity.address }}
      ownerName={identity.address}
      quotas={sortedByMetric(identity.quotas)}
      columns={columns}
      isReadOnly={identity.tierId === kQueuedForDeletionTier}
      onChange={onChange}
      isDeletable={({ source }) => source === 'Individual'}
      isWithoutEffect={isWithoutEffect}
      groupOf={({ metric }) => metricName(metric)}
    />
  );
}

function Source({ quota, isWithoutEffect }: { quota: IdentityQuota; isWithoutEffect: boolean }) {
  const { quotas: texts } = useTexts();
  if (!isWithoutEffect) {
    return texts.sources[quota.source];
  }
  return (
    <Group gap={4} wrap="nowrap" component="span">
      {texts.sources[quota.source]}
      <Tooltip label={texts.overridden} multiline maw={260}>
        <IconInfoCircle size={15} tabIndex={0} role="img" aria-label={texts.overridden} />
      </Tooltip>
    </Group>
  );
}

function Usage({ quota: { usage, max } }: { quota: IdentityQuota }) {
  const { quotas: texts } = useTexts();
  const format = useFormat();
  const used = share(usage, max);
  const text = texts.used(format.number(usage), format.number(max));
  return (
    <div>
      <Text size="sm" component="span">
        {text}
      </Text>
      <Progress
        value={used * 100}
        color={used >= 1 ? 'red' : used >= 0.8 ? 'accent' : 'brand'}
        size="sm"
        maw={220}
        aria-label={text}
      />
    </div>
  );
}
