import { ActionIcon, Group, Paper, Text, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language';
import { CopyButton } from './CopyButton';
import classes from './Facts.module.css';

/** What is to be known of one thing, as pairs of name and value. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="dl" className={classes.facts}>
      {children}
    </Paper>
  );
}

interface Props {
  name: string;
  /** What the copy button copies. */
  copy?: string;
  onEdit?: (() => void) | undefined;
  children: ReactNode;
}

export function Fact({ name, copy, onEdit, children }: Props) {
  const { common } = useTexts();
  return (
    <div className={classes.fact}>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Group component="dd" gap={4} wrap="nowrap" className={classes.value}>
        <Text size="sm" fw={500} component="span" className={classes.text}>
          {children}
        </Text>
        {copy !== undefined && <CopyButton what={name} value={copy} />}
        {onEdit && (
          <Tooltip label={common.edit(name)}>
            <ActionIcon variant="subtle" size="sm" aria-label={common.edit(name)} onClick={onEdit}>
              <IconPencil size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </div>
  );
}
