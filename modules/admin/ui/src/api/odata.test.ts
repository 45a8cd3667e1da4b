import { describe, expect, it } from 'vitest';
import { emptyIdentityFilter, filterExpression, identitiesQuery } from './odata';

describe('the filter of the identities overview', () => {
  it('is empty when nothing is asked for', () => {
    expect(filterExpression(emptyIdentityFilter)).toBe('');
  });

  it('doubles quotes within a text', () => {
    expect(filterExpression({ ...emptyIdentityFilter, address: "a'b" })).toBe("(contains(address, 'a''b'))");
  });

  it('asks for any of the chosen tiers and for all of the rest', () => {
    const filter = {
      ...emptyIdentityFilter,
      tiers: ['TIR1', 'TIR2'],
      clients: ["it's"],
      createdAt: { comparison: 'ge', value: '2025-01-31' } as const,
    };
    expect(filterExpression(filter)).toBe(
      "(tier/Id eq 'TIR1' or tier/Id eq 'TIR2') and (createdWithClient eq 'it''s') and (createdAt ge 2025-01-31)",
    );
  });

  it('leaves out a comparison without a value', () => {
    expect(filterExpression({ ...emptyIdentityFilter, numberOfDevices: { comparison: 'gt', value: '' } })).toBe('');
  });

  it('compares with 0', () => {
    expect(filterExpression({ ...emptyIdentityFilter, datawalletVersion: { comparison: 'eq', value: '0' } })).toBe(
      '(datawalletVersion eq 0)',
    );
  });
});

describe('the query of the identities overview', () => {
  it('asks for one page, its order and the number of all rows', () => {
    const request = {
      filter: emptyIdentityFilter,
      sort: { column: 'createdAt', descending: true },
      page: 2,
      pageSize: 25,
    };
    expect(decodeURIComponent(identitiesQuery(request))).toBe(
      '$top=25&$skip=50&$count=true&$expand=Tier&$orderby=createdAt desc',
    );
  });

  it('escapes what would end the filter', () => {
    const filter = { ...emptyIdentityFilter, address: 'a&$top=0#' };
    const request = { filter, sort: { column: 'address', descending: false }, page: 0, pageSize: 5 };
    expect(new URLSearchParams(identitiesQuery(request)).get('$filter')).toBe("(contains(address, 'a&$top=0#'))");
  });
});
