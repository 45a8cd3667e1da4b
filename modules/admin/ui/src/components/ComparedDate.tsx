import type { Compared } from '../api/odata';
import { inDays } from '../format/days';
import { ComparisonSelect } from './ComparisonSelect';
import { DayInput } from './DayInput';

interface Props {
  label: string;
  value: Compared;
  onChange: (value: Compared) => void;
}

export function ComparedDate({ label, value, onChange }: Props) {
  return (
    <ComparisonSelect label={label} value={value} onChange={onChange}>
      <DayInput
        aria-label={label}
        value={value.value === '' ? null : value.value}
        onChange={(day) => onChange({ ...value, value: day ?? '' })}
        minDate="2000-01-01"
        maxDate={inDays(0)}
      />
    </ComparisonSelect>
  );
}
