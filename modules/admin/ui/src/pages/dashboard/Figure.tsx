import { Group, Paper, Text } from '@mantine/core';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import classes from './Dashboard.module.css';

interface Props {
  title: string;
  Icon: TablerIcon;
  value: string;
  remark: string;
  isAlarming?: boolean;
}

export function Figure({ title, Icon, value, remark, isAlarming = false }: Props) {
  return (
    <Paper withBorder p="md" className={classes.figure}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text size="sm" c="dimmed">
          {title}
        </Text>
        <Text c="dimmed" component="span" lh={1}>
          <Icon size={19} stroke={1.6} aria-hidden />
        </Text>
      </Group>
      <Text fz={28} fw={650} lh={1.3} className={classes.number}>
        {value}
      </Text>
      <Text size="xs" fw={isAlarming ? 600 : 400} c={isAlarming ? 'var(--mantine-color-error)' : 'dimmed'}>
        {remark}
      </Text>
    </Paper>
  );
}
