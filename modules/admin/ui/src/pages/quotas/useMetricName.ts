import type { Metric } from '../../api/quotas';
import { useTexts } from '../../i18n/language';

/** The name of a metric in the reader's language; one that the interface does not know has the server's name. */
export function useMetricName() {
  const names: Record<string, string> = useTexts().quotas.metrics;
  return ({ key, displayName }: Metric) => names[key] ?? displayName;
}
