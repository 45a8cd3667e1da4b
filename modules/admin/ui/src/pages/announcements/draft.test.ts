import { describe, expect, it } from 'vitest';
import { announcementOf, emptyDraft, isComplete, moved, recipientsOf, type Draft } from './draft';

const english = { language: 'en', title: 'Maintenance', body: 'Saturday night' };
const complete: Draft = { ...emptyDraft, severity: 'High', texts: [english] };

describe('a draft of an announcement', () => {
  it('needs an impact and a title and a body in each of its languages', () => {
    expect(isComplete(complete)).toBe(true);
    expect(isComplete({ ...complete, severity: null })).toBe(false);
    expect(isComplete({ ...complete, texts: [english, { language: 'de', title: 'Wartung', body: ' ' }] })).toBe(false);
  });

  it('needs an English name for each link', () => {
    const link = { key: '1', names: { de: 'Mehr' }, link: 'https://example.org' };
    expect(isComplete({ ...complete, links: [link] })).toBe(false);
    expect(isComplete({ ...complete, links: [{ ...link, names: { en: 'More' } }] })).toBe(true);
  });

  it('has at most 100 recipients, each of them once', () => {
    const addresses = Array.from({ length: 101 }, (_, index) => `did:${index}`);
    expect(isComplete({ ...complete, recipients: addresses.join('\n') })).toBe(false);
    expect(recipientsOf({ ...complete, recipients: ' did:1\n\ndid:2, did:1 ' })).toEqual(['did:1', 'did:2']);
  });
});

describe('what is sent', () => {
  it('is silent unless a push was asked for, and expires at midnight in UTC', () => {
    const sent = announcementOf({ ...complete, expiresOn: '2030-01-31' }, 'High');
    expect(sent).toMatchObject({
      isSilent: true,
      expiresAt: '2030-01-31T00:00:00.000Z',
      iqlQuery: null,
      recipients: [],
    });
  });

  it('has no IQL query together with a push', () => {
    const draft = { ...complete, iqlQuery: '#a' };
    expect(announcementOf(draft, 'Low').iqlQuery).toBe('#a');
    expect(announcementOf({ ...draft, push: true }, 'Low')).toMatchObject({ isSilent: false, iqlQuery: null });
  });

  it('names links only in the languages of the texts', () => {
    const links = [{ key: '1', names: { en: 'More', de: '', fr: 'Plus' }, link: ' https://example.org ' }];
    expect(announcementOf({ ...complete, links }, 'Low').actions).toEqual([
      { displayName: { en: 'More' }, link: 'https://example.org' },
    ]);
  });
});

it('moves one item by one place', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
});
