import { DateInput, type DateInputProps } from '@mantine/dates';
import { useTexts } from '../i18n/language';

type Props = Omit<DateInputProps, 'value' | 'onChange'> & {
  /** yyyy-mm-dd */
  value: string | null;
  onChange: (value: string | null) => void;
};

/** A field for a day, which can be typed, chosen or left empty. */
export function DayInput(props: Props) {
  const { common, dates } = useTexts();
  const { format, placeholder, ...ariaLabels } = dates;
  return (
    <DateInput
      valueFormat={format}
      placeholder={placeholder}
      hideOutsideDates
      clearable
      clearButtonProps={{ 'aria-label': common.clear }}
      ariaLabels={ariaLabels}
      {...props}
    />
  );
}
