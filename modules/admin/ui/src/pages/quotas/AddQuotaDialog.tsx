import { NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addQuota, listMetrics, periods, type Period, type QuotaOwner } from '../../api/quotas';
import { ActionDialog } from '../../components/ActionDialog';
import { useNotify } from '../../components/useNotify';
import { useTexts } from '../../i18n/language';
import { useMetricName } from './useMetricName';

interface Props {
  owner: QuotaOwner;
  onClose: () => void;
  onAdded: () => void;
}

export function AddQuotaDialog({ owner, onClose, onAdded }: Props) {
  const { quotas } = useTexts();
  const notify = useNotify();
  const metricName = useMetricName();
  const metrics = useQuery({
    queryKey: ['metrics'],
    queryFn: ({ signal }) => listMetrics(signal),
    staleTime: Infinity,
  });
  const [metricKey, setMetricKey] = useState<string | null>(null);
  const [max, setMax] = useState<string | number>('');
  const [period, setPeriod] = useState<Period | null>(null);

  const { mutate, error, isPending } = useMutation({
    mutationFn: addQuota.bind(null, owner),
    onSuccess: () => {
      notify.success(quotas.added);
      onAdded();
      onClose();
    },
  });
  const submit = () => {
    if (metricKey !== null && period !== null && max !== '') {
      mutate({ metricKey, max: Number(max), period });
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={quotas.add}
      submitLabel={quotas.assign}
      onSubmit={submit}
      canSubmit={metricKey !== null && period !== null && max !== ''}
      isRunning={isPending}
      error={error ?? metrics.error}
    >
      <Select
        data-autofocus
        required
        label={quotas.metric}
        data={(metrics.data ?? []).map((metric) => ({ value: metric.key, label: metricName(metric) }))}
        value={metricKey}
        onChange={setMetricKey}
      />
      <NumberInput
        required
        label={quotas.max}
        value={max}
        onChange={setMax}
        min={0}
        max={2_147_483_647}
        allowDecimal={false}
        allowNegative={false}
      />
      <Select
        required
        label={quotas.period}
        data={periods.map((value) => ({ value, label: quotas.periods[value] }))}
        value={period}
        onChange={setPeriod}
      />
    </ActionDialog>
  );
}
