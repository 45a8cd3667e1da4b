import { expect, it } from 'vitest';
import { identitiesByDay } from './series';

const day = (createdIdentities: number) => ({
  day: '2026-03-01',
  createdIdentities,
  activeIdentities: 0,
  sentMessages: 0,
});

it('reckons back from today how many identities there were', () => {
  expect(identitiesByDay({ identities: 10, days: [day(4), day(1), day(2)] })).toEqual([7, 8, 10]);
});

it('knows nothing of days that there are no numbers of', () => {
  expect(identitiesByDay({ identities: 10, days: [] })).toEqual([]);
});
