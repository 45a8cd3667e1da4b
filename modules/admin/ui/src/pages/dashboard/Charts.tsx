import { AreaChart, BarChart, LineChart } from '@mantine/charts';
import type { Statistics } from '../../api/statistics';
import { useFormat, useTexts } from '../../i18n/language';
import { ChartCard } from './ChartCard';
import classes from './Dashboard.module.css';
import { identitiesByDay } from './series';

const kHeight = 220;

export function Charts({ statistics }: { statistics: Statistics }) {
  const { dashboard: texts } = useTexts();
  const format = useFormat();
  const totals = identitiesByDay(statistics);
  const rows = statistics.days.map((each, index) => ({
    ...each,
    day: format.day(each.day),
    identities: totals[index] ?? 0,
  }));
  const common = {
    h: kHeight,
    data: rows,
    dataKey: 'day',
    valueFormatter: format.number,
    tickLine: 'none' as const,
    gridAxis: 'x' as const,
    withXAxis: true,
    yAxisProps: { width: 64, allowDecimals: false, tickFormatter: format.compact },
    xAxisProps: { minTickGap: 24, interval: 'equidistantPreserveStart' as const },
  };
  return (
    <div className={classes.charts}>
      <ChartCard title={texts.identitiesOverTime} days={rows} valueOf={({ identities }) => identities}>
        <AreaChart
          {...common}
          series={[{ name: 'identities', label: texts.identities, color: 'brand.5' }]}
          curveType="monotone"
          withDots={false}
        />
      </ChartCard>
      <ChartCard title={texts.activePerDay} days={rows} valueOf={({ activeIdentities }) => activeIdentities}>
        <LineChart
          {...common}
          series={[{ name: 'activeIdentities', label: texts.activeIdentities, color: 'accent.6' }]}
          curveType="monotone"
          withDots={false}
        />
      </ChartCard>
      <ChartCard title={texts.messagesPerDay} days={rows} valueOf={({ sentMessages }) => sentMessages} isWide>
        <BarChart {...common} series={[{ name: 'sentMessages', label: texts.messages, color: 'teal.6' }]} />
      </ChartCard>
    </div>
  );
}
