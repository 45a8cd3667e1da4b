import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { admin, closeBrowser, openPage } from '../support/browser.mjs';
import { eventually, gone, seen } from '../support/expect.mjs';
import { apiKey, logIn, workAt } from '../support/operator.mjs';

after(closeBrowser);

const pathOf = (page) => new URL(page.url()).pathname;

test('the interface is served with a policy that allows nothing from elsewhere and nothing inline', async () => {
  const response = await fetch(`${admin}/index.html`);

  const policy = response.headers.get('content-security-policy');

  assert.equal(response.status, 200);
  for (const directive of ["script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
    assert.ok(policy.split(/[;,] */).includes(directive), `${directive} is not in ${policy}`);
  }
  assert.doesNotMatch(policy, /unsafe|nonce|https?:|\*/);
});

test('an operator logs in with the key and comes to the identities', async (t) => {
  const page = await openPage(t);
  await page.goto('/');
  await page.waitForURL('**/login');
  assert.ok(await page.getByRole('button', { name: 'Log in' }).isDisabled());

  await page.keyboard.type(apiKey);
  await page.keyboard.press('Enter');

  await page.waitForURL('**/identities');
  await seen(page.getByRole('heading', { name: 'Identities' }));
});

test('a wrong key is refused, and the refusal goes when one types', async (t) => {
  const page = await openPage(t);
  await page.goto('/login');
  const field = page.getByLabel('API key');
  await field.fill('wrong');
  await page.keyboard.press('Enter');

  await seen(page.getByText('This API key is not valid.'));
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  await field.fill('other');
  await gone(page.getByText('This API key is not valid.'));
});

test('who follows a link has to log in first and then comes to where it leads', async (t) => {
  const page = await openPage(t);
  await page.goto('/tiers/TIR00000000000000001');
  await page.waitForURL('**/login?redirect=*');
  await page.getByLabel('API key').fill(apiKey);
  await page.keyboard.press('Enter');

  await page.waitForURL('**/tiers/TIR00000000000000001');
  await seen(page.getByRole('heading', { name: 'Queued for Deletion' }));
});

test('a reload keeps the operator signed in, and logging out does not', async (t) => {
  const page = await openPage(t);
  await logIn(page, '/clients');

  await page.reload();
  await seen(page.getByRole('heading', { name: 'Clients' }));
  assert.equal(await page.evaluate(() => localStorage.getItem('backbone.apiKey')), null);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.waitForURL('**/login**');
  await page.goto('/clients');
  await page.waitForURL('**/login**');
});

test('who wants to stay signed in is so in a new tab as well', async (t) => {
  const page = await openPage(t);
  await page.goto('/login');
  await page.getByLabel('Keep me signed in on this browser').check();
  await page.getByLabel('API key').fill(apiKey);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/identities');

  const tab = await page.context().newPage();
  await tab.goto('/tiers');

  await seen(tab.getByRole('heading', { name: 'Tiers' }));
});

test('when the key is no longer the right one the operator has to log in again', async (t) => {
  const page = await workAt(t, '/tiers', { refusals: [401] });
  await page.route('**/api/v1/Clients', (route) => route.continue({ headers: { ...route.request().headers(), 'x-api-key': 'changed' } }));

  await page.getByRole('link', { name: 'Clients' }).click();

  await eventually(() => pathOf(page), '/login');
  assert.equal(new URL(page.url()).searchParams.get('redirect'), '/clients');
});

test('a token against forged requests that the server no longer knows is renewed', async (t) => {
  const page = await workAt(t, '/identities', { refusals: [400] });
  await page.context().clearCookies();

  await page.getByRole('button', { name: 'Create challenge' }).click();

  await seen(page.getByRole('dialog', { name: 'Challenge created' }));
});

test('the language is that of the browser until the operator chooses another', async (t) => {
  const page = await openPage(t, { locale: 'de-DE' });
  await page.goto('/login');
  await seen(page.getByRole('heading', { name: 'Anmelden' }));

  await page.getByText('English').click();

  await seen(page.getByRole('heading', { name: 'Log in' }));
  await page.reload();
  await seen(page.getByRole('heading', { name: 'Log in' }));
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
});

test('the appearance follows the system until the operator chooses another', async (t) => {
  const page = await workAt(t, '/tiers', { colorScheme: 'dark' });
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  assert.equal(await scheme(), 'dark');

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).getByText('Light').click();

  await eventually(scheme, 'light');
  await page.reload();
  await eventually(scheme, 'light');
});

test('a page that there is not says so', async (t) => {
  const page = await workAt(t, '/nowhere');

  await seen(page.getByRole('heading', { name: 'Not found' }));
});

test('the main screens can be reached by keyboard alone', async (t) => {
  const page = await workAt(t, '/identities');
  await page.reload();
  await seen(page.getByRole('heading', { name: 'Identities' }));

  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
  for (let tabs = 0; tabs < 3; ++tabs) {
    await page.keyboard.press('Tab');
  }
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Tiers');
  await page.keyboard.press('Enter');

  await seen(page.getByRole('heading', { name: 'Tiers' }));
});
