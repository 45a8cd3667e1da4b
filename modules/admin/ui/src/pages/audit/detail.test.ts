import { describe, expect, it } from 'vitest';
import { makeFormat } from '../../format/format';
import { de } from '../../i18n/de';
import { en } from '../../i18n/en';
import { actionText, detailText, type TierNames } from './detail';

const tiers: TierNames = new Map([['TIR1', 'Gold']]);
const inEnglish = (name: string, value: unknown) => detailText(name, value, en, makeFormat('en'), tiers);
const inGerman = (name: string, value: unknown) => detailText(name, value, de, makeFormat('de'), tiers);

describe('an entry of the audit log', () => {
  it('says in the language of the reader what was done', () => {
    expect(actionText('identity.tier-changed', en)).toBe('Tier of an identity changed');
    expect(actionText('identity.tier-changed', de)).toBe('Stufe einer Identität geändert');
  });

  it('keeps what the interface does not know as the server calls it', () => {
    expect(actionText('moon.landed', en)).toBe('moon.landed');
    expect(inEnglish('phase', { of: 'moon' })).toBe('phase: {"of":"moon"}');
  });

  it('names tiers, and leaves the ids of those that are gone', () => {
    expect(inEnglish('oldTier', 'TIR1')).toBe('Old tier: Gold');
    expect(inGerman('defaultTier', 'TIR2')).toBe('Standardstufe: TIR2');
  });

  it('names metrics and periods and writes numbers for people', () => {
    expect(inGerman('metric', 'NumberOfTokens')).toBe('Messgröße: Token');
    expect(inGerman('period', 'Month')).toBe('Zeitraum: Monat');
    expect(inGerman('max', 1500)).toBe('Maximum: 1.500');
  });

  it('has words for nothing and for yes', () => {
    expect(inEnglish('maxIdentities', null)).toBe('Max. identities: No limit');
    expect(inEnglish('secretChanged', true)).toBe('Secret changed: Yes');
    expect(inEnglish('displayName', null)).toBe('Display name: –');
  });
});
