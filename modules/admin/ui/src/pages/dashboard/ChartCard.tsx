import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormat, useTexts } from '../../i18n/language';
import classes from './Dashboard.module.css';

interface Props<Day> {
  title: string;
  days: readonly Day[];
  valueOf: (day: Day) => number;
  isWide?: boolean;
  children: ReactNode;
}

/** A chart with its title, and in words for those who cannot see it. */
export function ChartCard<Day extends { day: string }>({ title, days, valueOf, isWide = false, children }: Props<Day>) {
  const { dashboard: texts } = useTexts();
  const format = useFormat();
  const first = days[0];
  const last = days.at(-1);
  const summary = first && last ? texts.chartSummary(title, first.day, last.day, format.number(valueOf(last))) : title;
  return (
    <Paper withBorder p="md" className={isWide ? classes.wide : ''}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {texts.lastDays(days.length)}
        </Text>
      </Group>
      <div role="img" aria-label={summary}>
        {children}
      </div>
    </Paper>
  );
}
