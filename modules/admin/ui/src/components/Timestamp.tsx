import { Tooltip } from '@mantine/core';
import { useFormat } from '../i18n/language';

interface Props {
  value: string | null | undefined;
  withTime?: boolean;
  /** What is shown when there is no time. */
  otherwise?: string;
}

export function Timestamp({ value, withTime = false, otherwise = '–' }: Props) {
  const format = useFormat();
  if (value === null || value === undefined) {
    return <>{otherwise}</>;
  }
  return (
    <Tooltip label={format.exact(value)}>
      <time dateTime={value}>{withTime ? format.dateTime(value) : format.date(value)}</time>
    </Tooltip>
  );
}
