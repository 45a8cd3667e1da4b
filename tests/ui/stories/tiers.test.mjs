import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from '../support/browser.mjs';
import { gone, seen } from '../support/expect.mjs';
import { choose, dialog, row, uniqueName, workAt } from '../support/operator.mjs';

after(closeBrowser);

async function createTier(page, name) {
  await page.getByRole('button', { name: 'Create tier' }).click();
  await dialog(page, 'Create tier').getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  await gone(dialog(page, 'Create tier'));
  await row(page, name).getByRole('link').click();
  await seen(page.getByRole('heading', { name }));
}

async function addQuota(page, { metric, max, period }) {
  await page.getByRole('button', { name: 'Add quota' }).click();
  const form = dialog(page, 'Add quota');
  await choose(page, form, 'Metric', metric);
  await form.getByLabel('Maximum').fill(max);
  await choose(page, form, 'Period', period);
  await form.getByRole('button', { name: 'Assign' }).click();
  return form;
}

test('a tier is created and given a quota, which is taken away again', async (t) => {
  const page = await workAt(t, '/tiers', { refusals: [400] });
  await createTier(page, uniqueName('gold'));

  await addQuota(page, { metric: 'Sent messages', max: '100', period: 'Month' });
  await seen(row(page, 'Sent messages').filter({ hasText: '100' }).filter({ hasText: 'Month' }));
  const again = await addQuota(page, { metric: 'Sent messages', max: '5', period: 'Month' });
  await seen(again.getByText('There is a quota for this metric and period already.'));
  await again.getByRole('button', { name: 'Cancel' }).click();

  await page.getByLabel('Select Sent messages, Month').check();
  await page.getByRole('button', { name: 'Delete selected' }).click();
  await dialog(page, 'Delete quotas').getByRole('button', { name: 'Delete' }).click();
  await seen(page.getByText('There are no quotas.'));
});

test('a tier that nobody uses can be deleted', async (t) => {
  const name = uniqueName('old');
  const page = await workAt(t, '/tiers');
  await createTier(page, name);

  await page.getByRole('button', { name: 'Delete tier' }).click();
  await dialog(page, 'Delete tier').getByRole('button', { name: 'Delete' }).click();

  await seen(page.getByText(`The tier ${name} was deleted.`));
  await gone(row(page, name));
});

test('a name that the server does not take is explained', async (t) => {
  const page = await workAt(t, '/tiers', { refusals: [400] });
  await page.getByRole('button', { name: 'Create tier' }).click();
  await dialog(page, 'Create tier').getByLabel('Name').fill('Basic');
  await page.keyboard.press('Enter');

  await seen(dialog(page, 'Create tier').getByText('A tier with this name exists already.'));
});

test('the tiers of the system can be looked at but not changed', async (t) => {
  const page = await workAt(t, '/tiers');
  await row(page, 'Queued for Deletion').getByRole('link').click();

  await seen(page.getByText('Its quotas cannot be changed.'));
  assert.equal(await page.getByRole('button', { name: 'Add quota' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Delete tier' }).getAttribute('aria-disabled'), 'true');
});

test('a tier that there is not is not found', async (t) => {
  const page = await workAt(t, '/tiers/TIRnonexistentnonexi', { refusals: [404] });

  await seen(page.getByRole('heading', { name: 'Not found' }));
});
