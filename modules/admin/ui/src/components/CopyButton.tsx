import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTexts } from '../i18n/language';
import { useNotify } from './useNotify';

interface Props {
  /** What it is, such as "Client ID". */
  what: string;
  value: string;
}

export function CopyButton({ what, value }: Props) {
  const { common } = useTexts();
  const notify = useNotify();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      notify.success(common.copied(what));
    } catch {
      notify.failure(common.copyFailed);
    }
  };
  return (
    <Tooltip label={common.copy(what)}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={common.copy(what)} onClick={() => void copy()}>
        <IconCopy size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
