import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from '../support/browser.mjs';
import { eventually, gone, seen } from '../support/expect.mjs';
import { choose, dialog, row, uniqueName, workAt } from '../support/operator.mjs';

after(closeBrowser);

async function createClient(page, clientId, secret = '') {
  await page.getByRole('button', { name: 'Create client' }).click();
  const form = dialog(page, 'Create client');
  await form.getByLabel('Client ID').fill(clientId);
  await form.getByLabel('Client secret').fill(secret);
  await choose(page, form, 'Default tier', 'Basic');
  await form.getByRole('button', { name: 'Create client' }).click();
  return form;
}

test('the secret of a new client is shown once', async (t) => {
  const clientId = uniqueName('app');
  const page = await workAt(t, '/clients');
  await createClient(page, clientId);

  const created = dialog(page, 'Client created');
  await seen(created.getByText('It cannot be read again.'));
  const secret = await created.getByRole('textbox', { name: 'Client secret' }).inputValue();
  assert.match(secret, /^[A-Za-z0-9]{30}$/);
  await created.getByRole('button', { name: 'Copy Client secret' }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);

  await created.getByRole('button', { name: 'Close' }).last().click();
  await row(page, clientId).getByRole('link', { name: clientId }).click();
  await seen(page.getByRole('heading', { name: clientId }));
  assert.ok(!(await page.content()).includes(secret));
});

test('a dialog keeps its input when the server refuses it', async (t) => {
  const page = await workAt(t, '/clients', { refusals: [400] });
  const form = await createClient(page, 'test', 'a secret of my own');

  await seen(form.getByText('A client with this ID exists already.'));

  assert.equal(await form.getByLabel('Client ID').inputValue(), 'test');
  assert.equal(await form.getByRole('textbox', { name: 'Client secret' }).inputValue(), 'a secret of my own');
});

test('the secret of a client can be changed', async (t) => {
  const clientId = uniqueName('app');
  const page = await workAt(t, '/clients');
  await createClient(page, clientId);
  await dialog(page, 'Client created').getByRole('button', { name: 'Close' }).last().click();

  await row(page, clientId).getByRole('button', { name: 'Change client secret' }).click();
  await dialog(page, 'Change client secret').getByRole('textbox').fill('a-secret-of-my-own');
  await dialog(page, 'Change client secret').getByRole('button', { name: 'Save' }).click();

  const changed = dialog(page, 'Client secret changed');
  assert.equal(await changed.getByRole('textbox', { name: 'Client secret' }).inputValue(), 'a-secret-of-my-own');
});

test('the limit of a client can be set and taken away', async (t) => {
  const clientId = uniqueName('app');
  const page = await workAt(t, '/clients');
  await createClient(page, clientId);
  await dialog(page, 'Client created').getByRole('button', { name: 'Close' }).last().click();
  await row(page, clientId).getByRole('link', { name: clientId }).click();
  const limit = () => page.locator('dl > div', { hasText: 'Max. identities' }).locator('dd').textContent();
  const change = async (value) => {
    await page.getByRole('button', { name: 'Edit Max. identities' }).click();
    await dialog(page, 'Change max. identities').getByLabel('Max. identities').fill(value);
    await dialog(page, 'Change max. identities').getByRole('button', { name: 'Save' }).click();
    await gone(dialog(page, 'Change max. identities'));
  };

  await change('7');
  await eventually(limit, '7');
  await change('');
  await eventually(limit, 'No limit');
});

test('clients are filtered, chosen and deleted together', async (t) => {
  const prefix = uniqueName('old');
  const page = await workAt(t, '/clients');
  for (const number of [1, 2]) {
    await createClient(page, `${prefix}-${number}`);
    await dialog(page, 'Client created').getByRole('button', { name: 'Close' }).last().click();
    await seen(row(page, `${prefix}-${number}`));
  }

  await page.getByRole('textbox', { name: 'Client ID' }).fill(prefix);
  await gone(page.getByRole('link', { name: 'test', exact: true }));
  await page.getByLabel('Select all').check();
  await page.getByRole('button', { name: 'Delete selected' }).click();
  await dialog(page, 'Delete clients').getByRole('button', { name: 'Delete' }).click();

  await seen(page.getByText('2 clients deleted.'));
  await seen(page.getByText('No client matches the filters.'));
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await seen(row(page, 'test'));
});
