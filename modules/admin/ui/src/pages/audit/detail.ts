import type { Format } from '../../format/format';
import type { Texts } from '../../i18n/en';

/** The names of tiers by their ids, as far as the tiers are still there. */
export type TierNames = ReadonlyMap<string, string>;

const textOf = (texts: Record<string, string>, key: string) => texts[key] ?? key;

function valueText(name: string, value: unknown, texts: Texts, format: Format, tiers: TierNames): string {
  switch (typeof value) {
    case 'number':
      return format.number(value);
    case 'boolean':
      return value ? texts.common.yes : texts.common.no;
    case 'string':
      return (
        (name === 'metric' && textOf(texts.quotas.metrics, value)) ||
        (name === 'period' && textOf(texts.quotas.periods, value)) ||
        (/tier$/i.test(name) && tiers.get(value)) ||
        value
      );
    default:
      return value === null ? (name === 'maxIdentities' ? texts.common.noLimit : '–') : JSON.stringify(value);
  }
}

/** What was done, in words; what the interface has no words for stays as the server calls it. */
export const actionText = (action: string, texts: Texts): string => textOf(texts.audit.actions, action);

/** One of the details of an action, in words. */
export const detailText = (name: string, value: unknown, texts: Texts, format: Format, tiers: TierNames): string =>
  `${textOf(texts.audit.names, name)}: ${valueText(name, value, texts, format, tiers)}`;
