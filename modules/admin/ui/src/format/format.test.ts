import { describe, expect, it } from 'vitest';
import { filledIn, makeFormat, shortened } from './format';

describe('times', () => {
  it('are written in UTC, whatever the zone of the browser', () => {
    expect(makeFormat('en').date('2025-03-01T23:59:59.999Z')).toBe('1 Mar 2025');
    expect(makeFormat('de').dateTime('2025-03-01T00:05:00.000Z')).toBe('01.03.2025, 00:05');
  });

  it('tell the second and the zone where they are exact', () => {
    expect(makeFormat('en').exact('2025-03-01T08:15:30.123Z')).toBe('1 March 2025 at 08:15:30 UTC');
  });
});

it('writes numbers as the language has them', () => {
  expect(makeFormat('en').number(1234567)).toBe('1,234,567');
  expect(makeFormat('de').number(1234567)).toBe('1.234.567');
});

it('writes large numbers in few characters where there is little room', () => {
  expect(makeFormat('en').compact(140_000)).toBe('140k');
  expect(makeFormat('de').compact(7000)).toBe('7.000');
  expect(makeFormat('de').compact(1_200_000)).toBe('1,2\u00A0Mio.');
});

it('names languages in the language of the reader, and keeps a code without a name', () => {
  expect(makeFormat('en').language('de')).toBe('German');
  expect(makeFormat('de').language('en')).toBe('Englisch');
});

it('shortens only what is too long', () => {
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('abcd', 3)).toBe('abc…');
});

it('fills in what is known', () => {
  expect(filledIn('{a} and {b}', { a: '1' })).toBe('1 and {b}');
});
