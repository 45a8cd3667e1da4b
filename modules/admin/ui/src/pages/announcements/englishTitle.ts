import type { Announcement } from '../../api/announcements';
import { kDefaultLanguage } from './languageCodes';

/** What an announcement is called in lists; every announcement has an English text. */
export const englishTitle = ({ texts, id }: Announcement): string =>
  texts.find(({ language }) => language === kDefaultLanguage)?.title ?? id;
