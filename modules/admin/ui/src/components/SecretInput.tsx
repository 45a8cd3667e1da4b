import { Group, PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTexts } from '../i18n/language';
import { CopyButton } from './CopyButton';
import classes from './SecretInput.module.css';

type Props = Omit<PasswordInputProps, 'value'> & { label: string; value: string };

/** A secret, which can be shown and copied; the browser does not offer to keep it. */
export function SecretInput({ label, value, ...props }: Props) {
  const { common } = useTexts();
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <PasswordInput
        flex={1}
        label={label}
        value={value}
        visibilityToggleButtonProps={{ 'aria-label': common.reveal, tabIndex: 0 }}
        autoComplete="new-password"
        classNames={{ innerInput: classes.input }}
        {...props}
      />
      {value !== '' && (
        <div className={classes.copy}>
          <CopyButton what={label} value={value} />
        </div>
      )}
    </Group>
  );
}
