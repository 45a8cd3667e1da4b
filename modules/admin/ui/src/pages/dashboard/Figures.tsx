import { IconActivity, IconGauge, IconMail, IconMailForward, IconUsers } from '@tabler/icons-react';
import type { Statistics } from '../../api/statistics';
import { useFormat, useTexts } from '../../i18n/language';
import classes from './Dashboard.module.css';
import { Figure } from './Figure';

/** The numbers at the top of the dashboard. */
export function Figures({ statistics }: { statistics: Statistics }) {
  const { dashboard: texts } = useTexts();
  const format = useFormat();
  const { identities, activeIdentitiesLast24Hours: active, days, quotas, outbox } = statistics;
  const [yesterday, today] = days.slice(-2);
  return (
    <div className={classes.figures}>
      <Figure
        title={texts.identities}
        Icon={IconUsers}
        value={format.number(identities)}
        remark={texts.newToday(format.number(today?.createdIdentities ?? 0))}
      />
      <Figure
        title={texts.active}
        Icon={IconActivity}
        value={format.number(active)}
        remark={texts.activeShare(format.percent(identities === 0 ? 0 : active / identities))}
      />
      <Figure
        title={texts.messagesToday}
        Icon={IconMail}
        value={format.number(today?.sentMessages ?? 0)}
        remark={texts.messagesYesterday(format.number(yesterday?.sentMessages ?? 0))}
      />
      <Figure
        title={texts.quotaPressure}
        Icon={IconGauge}
        value={quotas === null ? '–' : format.number(quotas.exhausted)}
        remark={
          quotas === null ? texts.quotasNotCounted : texts.quotasAlmostExhausted(format.number(quotas.almostExhausted))
        }
        isAlarming={quotas !== null && quotas.exhausted > 0}
      />
      <Figure
        title={texts.outbox}
        Icon={IconMailForward}
        value={format.number(outbox.waiting)}
        remark={outbox.dead === 0 ? texts.outboxNoneDead : texts.outboxDead(format.number(outbox.dead))}
        isAlarming={outbox.dead > 0}
      />
    </div>
  );
}
