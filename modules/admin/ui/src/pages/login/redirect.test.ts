import { expect, it } from 'vitest';
import { destination, withRedirect } from './redirect';

it('goes where one wanted to go', () => {
  expect(destination('/tiers/TIR1?x=1')).toBe('/tiers/TIR1?x=1');
});

it.each([null, '', 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example'])(
  'goes to the identities instead of %s',
  (redirect) => {
    expect(destination(redirect)).toBe('/identities');
  },
);

it('keeps the way back while one logs in', () => {
  expect(withRedirect('/login', '/clients?a=b&c=d')).toBe('/login?redirect=%2Fclients%3Fa%3Db%26c%3Dd');
  expect(withRedirect('/login', null)).toBe('/login');
});
