import { Input, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { comparisons, type Compared, type Comparison } from '../api/odata';
import { useTexts } from '../i18n/language';
import classes from './ComparisonSelect.module.css';

const signs: Record<Comparison, string> = { eq: '=', ne: '≠', gt: '>', ge: '≥', lt: '<', le: '≤' };

interface Props {
  label: string;
  value: Compared;
  onChange: (value: Compared) => void;
  /** The field for what is compared with. */
  children: ReactNode;
}

/** A comparison: its sign, and what to compare with. */
export function ComparisonSelect({ label, value, onChange, children }: Props) {
  const { comparison } = useTexts();
  return (
    <Input.Wrapper label={label} labelElement="div">
      <div className={classes.row}>
        <NativeSelect
          aria-label={comparison.label(label)}
          value={value.comparison}
          onChange={(event) => onChange({ ...value, comparison: event.currentTarget.value as Comparison })}
          w={68}
        >
          {comparisons.map((each) => (
            <option key={each} value={each} aria-label={comparison[each]}>
              {signs[each]}
            </option>
          ))}
        </NativeSelect>
        <div className={classes.value}>{children}</div>
      </div>
    </Input.Wrapper>
  );
}
