import { Badge } from '@mantine/core';
import type { Severity } from '../../api/announcements';
import { useTexts } from '../../i18n/language';

const colors: Record<Severity, string> = { Low: 'gray', Medium: 'orange', High: 'red' };

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { announcements } = useTexts();
  return (
    <Badge variant="light" color={colors[severity]}>
      {announcements.severities[severity]}
    </Badge>
  );
}
