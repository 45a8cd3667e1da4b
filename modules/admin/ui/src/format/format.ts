/** Writes dates and numbers for people. Times are UTC, as everything in the server is. */
export interface Format {
  /** A short date. */
  date: (time: string) => string;
  /** A short date and the time of the day. */
  dateTime: (time: string) => string;
  /** A date in words with the time of the day to the second. */
  exact: (time: string) => string;
  /** Day and month, for the axes of charts. */
  day: (date: string) => string;
  number: (value: number) => string;
  /** A large number in few characters, for the axes of charts. */
  compact: (value: number) => string;
  /** `share` is between 0 and 1. */
  percent: (share: number) => string;
  /** The name of a language, such as "German" for de. */
  language: (code: string) => string;
}

/** British English, since its dates cannot be mistaken for those of other countries when the month is a word. */
const locales: Record<string, string> = { en: 'en-GB', de: 'de-DE' };

export function makeFormat(language: string): Format {
  const locale = locales[language] ?? language;
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hourCycle: 'h23', ...options });
    return (time: string) => formatter.format(new Date(time));
  };
  const number = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', useGrouping: true });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const languageNames = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const exact = dates({ dateStyle: 'long', timeStyle: 'medium' });
  return {
    date: dates({ dateStyle: 'medium' }),
    dateTime: dates({ dateStyle: 'medium', timeStyle: 'short' }),
    exact: (time) => `${exact(time)} UTC`,
    day: dates({ day: 'numeric', month: 'short' }),
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    language: (code) => languageNames.of(code) ?? code,
  };
}

/** The beginning of a text that is too long to be shown. */
export const shortened = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length)}…`);

/** Replaces `{name}` by the value of that name; a name without a value stays. */
export const filledIn = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
