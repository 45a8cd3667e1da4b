import type { Announcement } from '../../api/announcements';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { Timestamp } from '../../components/Timestamp';
import { useFormat, useTexts } from '../../i18n/language';
import { SeverityBadge } from './SeverityBadge';

export function AnnouncementFacts({ announcement }: { announcement: Announcement }) {
  const { common, announcements: texts } = useTexts();
  const format = useFormat();
  const { id, severity, createdAt, expiresAt, iqlQuery, isSilent, recipients } = announcement;
  return (
    <Facts>
      <Fact name={texts.id} copy={id}>
        <Mono>{id}</Mono>
      </Fact>
      <Fact name={texts.severity}>
        <SeverityBadge severity={severity} />
      </Fact>
      <Fact name={texts.createdAt}>
        <Timestamp value={createdAt} />
      </Fact>
      {expiresAt !== null && (
        <Fact name={texts.expiresAt}>
          <Timestamp value={expiresAt} />
        </Fact>
      )}
      <Fact name={texts.push}>{isSilent ? common.no : common.yes}</Fact>
      <Fact name={texts.recipients}>
        {recipients.length === 0 ? texts.everybody : format.number(recipients.length)}
      </Fact>
      {iqlQuery !== null && (
        <Fact name={texts.iqlQuery} copy={iqlQuery}>
          <Mono>{iqlQuery}</Mono>
        </Fact>
      )}
    </Facts>
  );
}
