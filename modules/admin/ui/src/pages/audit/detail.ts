import type { Format } from '../../format/format';
import type { Texts } from '../../i18n/en';

/** The names of tiers by their ids, as far as the tiers are still there. */
export type TierNames = ReadonlyMap<string, string>;

const textOf = (texts: Record<string, string>, key: string) => texts[key] ?? key;

function wordText(name: string, value: string, texts: Texts, tiers: TierNames): string {
  if (name === 'metric') {
    return textOf(texts.quotas.metrics, value);
  }
  if (name === 'period') {
    return textOf(texts.quotas.periods, value);
  }
  return /tier$/i.test(name) ? (tiers.get(value) ?? value) : value;
}

function valueText(name: string, value: unknown, texts: Texts, format: Format, tiers: TierNames): string {
  switch (typeof value) {
    case 'string':
      return wordText(name, value, texts, tiers);
    case 'number':
      return format.number(value);
    case 'boolean':
      return value ? texts.common.yes : texts.common.no;
    default:
      return value === null ? (name === 'maxIdentities' ? texts.common.noLimit : '–') : JSON.stringify(value);
  }
}

/** What was done, in words; what the interface has no words for stays as the server calls it. */
export const actionText = (action: string, texts: Texts): string => textOf(texts.audit.actions, action);

/** One of the details of an action, in words. */
export const detailText = (name: string, value: unknown, texts: Texts, format: Format, tiers: TierNames): string =>
  `${textOf(texts.audit.names, name)}: ${valueText(name, value, texts, format, tiers)}`;
