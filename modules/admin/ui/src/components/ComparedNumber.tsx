import { NumberInput } from '@mantine/core';
import type { Compared } from '../api/odata';
import { ComparisonSelect } from './ComparisonSelect';

interface Props {
  label: string;
  value: Compared;
  onChange: (value: Compared) => void;
}

export function ComparedNumber({ label, value, onChange }: Props) {
  return (
    <ComparisonSelect label={label} value={value} onChange={onChange}>
      <NumberInput
        aria-label={label}
        value={value.value}
        onChange={(number) => onChange({ ...value, value: String(number) })}
        min={0}
        max={2_147_483_647}
        allowDecimal={false}
        allowNegative={false}
        hideControls
      />
    </ComparisonSelect>
  );
}
