import type { AnnouncementText, NewAnnouncement, Severity } from '../../api/announcements';
import { kDefaultLanguage } from './languageCodes';

/** An announcement as it is being written (docs/protocol/admin.md §3.3, §7.8). */
export interface Draft {
  severity: Severity | null;
  /** yyyy-mm-dd */
  expiresOn: string | null;
  push: boolean;
  iqlQuery: string;
  /** The English text is the first. */
  texts: AnnouncementText[];
  links: DraftLink[];
  /** One address a line. */
  recipients: string;
}

export interface DraftLink {
  key: string;
  names: Record<string, string>;
  link: string;
}

export const limits = { linkName: 30, link: 300, iqlQuery: 1000, recipients: 100 };

export const emptyDraft: Draft = {
  severity: null,
  expiresOn: null,
  push: false,
  iqlQuery: '',
  texts: [{ language: kDefaultLanguage, title: '', body: '' }],
  links: [],
  recipients: '',
};

export const recipientsOf = ({ recipients }: Draft): string[] => [
  ...new Set(recipients.split(/[\s,;]+/).filter((address) => address !== '')),
];

const isBlank = (text: string | undefined) => text === undefined || text.trim() === '';

/** Whether the draft can be sent; what only the server can judge is left to it. */
export const isComplete = (draft: Draft): boolean =>
  draft.severity !== null &&
  draft.texts.every(({ title, body }) => !isBlank(title) && !isBlank(body)) &&
  draft.links.every(({ names, link }) => !isBlank(names[kDefaultLanguage]) && !isBlank(link)) &&
  recipientsOf(draft).length <= limits.recipients;

/** Names of links in languages that the announcement does not have (any more), and empty ones, are left out. */
function namesOf({ names }: DraftLink, texts: AnnouncementText[]): Record<string, string> {
  const spoken = texts.map(({ language }) => language);
  return Object.fromEntries(
    Object.entries(names).filter(([language, name]) => spoken.includes(language) && !isBlank(name)),
  );
}

export function announcementOf(draft: Draft, severity: Severity): NewAnnouncement {
  return {
    severity,
    isSilent: !draft.push,
    expiresAt: draft.expiresOn === null ? null : `${draft.expiresOn}T00:00:00.000Z`,
    iqlQuery: draft.push || isBlank(draft.iqlQuery) ? null : draft.iqlQuery,
    texts: draft.texts,
    recipients: recipientsOf(draft),
    actions: draft.links.map((link) => ({ displayName: namesOf(link, draft.texts), link: link.link.trim() })),
  };
}

/** The list with one of its items moved by one place. */
export function moved<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const result = [...items];
  const [item] = result.splice(index, 1);
  if (item !== undefined) {
    result.splice(index + by, 0, item);
  }
  return result;
}
