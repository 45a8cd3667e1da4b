import { DateInput } from '@mantine/dates';
import type { Compared } from '../api/odata';
import { inDays } from '../format/days';
import { useTexts } from '../i18n/language';
import { ComparisonSelect } from './ComparisonSelect';

interface Props {
  label: string;
  value: Compared;
  onChange: (value: Compared) => void;
}

export function ComparedDate({ label, value, onChange }: Props) {
  const { dates } = useTexts();
  return (
    <ComparisonSelect label={label} value={value} onChange={onChange}>
      <DateInput
        aria-label={label}
        value={value.value === '' ? null : value.value}
        onChange={(date) => onChange({ ...value, value: date ?? '' })}
        minDate="2000-01-01"
        maxDate={inDays(0)}
        valueFormat={dates.format}
        placeholder={dates.placeholder}
        clearable
      />
    </ComparisonSelect>
  );
}
