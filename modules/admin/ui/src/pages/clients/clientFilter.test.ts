import { describe, expect, it } from 'vitest';
import type { ClientOverview } from '../../api/clients';
import { emptyClientFilter, matches, type ClientFilter } from './clientFilter';

const client: ClientOverview = {
  clientId: 'app',
  displayName: 'The App',
  defaultTier: { id: 'TIR1', name: 'Basic' },
  createdAt: '2025-03-01T23:30:00.000Z',
  maxIdentities: null,
  numberOfIdentities: 3,
};

const matchesWith = (filter: Partial<ClientFilter>) => matches({ ...emptyClientFilter, ...filter }, client);

describe('a filter of clients', () => {
  it('lets everything through while it is empty', () => {
    expect(matchesWith({})).toBe(true);
  });

  it('looks for parts of the id and of the name, and minds their case', () => {
    expect(matchesWith({ clientId: 'pp', displayName: 'The' })).toBe(true);
    expect(matchesWith({ displayName: 'the' })).toBe(false);
  });

  it('takes any of the chosen tiers', () => {
    expect(matchesWith({ defaultTiers: ['TIR2', 'TIR1'] })).toBe(true);
    expect(matchesWith({ defaultTiers: ['TIR2'] })).toBe(false);
  });

  it('compares numbers as numbers', () => {
    expect(matchesWith({ numberOfIdentities: { comparison: 'lt', value: '10' } })).toBe(true);
    expect(matchesWith({ numberOfIdentities: { comparison: 'ge', value: '4' } })).toBe(false);
  });

  it('compares days in UTC', () => {
    expect(matchesWith({ createdAt: { comparison: 'eq', value: '2025-03-01' } })).toBe(true);
    expect(matchesWith({ createdAt: { comparison: 'gt', value: '2025-03-01' } })).toBe(false);
  });
});
