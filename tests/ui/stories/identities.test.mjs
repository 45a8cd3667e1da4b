import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAccount, valueOf } from '../../e2e/support/client.mjs';
import { establishRelationship } from '../../e2e/support/relationships.mjs';
import { closeBrowser } from '../support/browser.mjs';
import { eventually, gone, seen } from '../support/expect.mjs';
import { choose, dialog, openSection, row, uniqueName, workAt } from '../support/operator.mjs';

after(closeBrowser);

const at = (address) => `/identities/${encodeURIComponent(address)}`;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const today = () => new Date().toISOString().slice(0, 10);

async function createTier(page, name) {
  await page.goto('/tiers');
  await page.getByRole('button', { name: 'Create tier' }).click();
  await dialog(page, 'Create tier').getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  await gone(dialog(page, 'Create tier'));
}

test('an identity is found by filters', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const page = await workAt(t, '/identities');
  const search = page.getByRole('search');

  await search.getByLabel('Address', { exact: true }).fill(alice.address.slice(-12));
  await choose(page, search, 'Tiers', 'Basic');
  await page.keyboard.press('Escape');
  await choose(page, search, 'Clients', 'test');
  await page.keyboard.press('Escape');
  await search.getByLabel('Number of devices', { exact: true }).fill('1');
  await search.getByLabel('Created at: comparison').selectOption('≥');
  await search.getByLabel('Created at', { exact: true }).fill(today());
  await page.keyboard.press('Enter');

  await seen(page.getByRole('link', { name: alice.address }));
  await gone(page.getByRole('link', { name: bob.address }));
  await search.getByLabel('Address', { exact: true }).fill("'nobody's");
  await seen(page.getByText('No identity matches the filters.'));
  await search.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('Rows per page').selectOption('100');
  await seen(page.getByRole('link', { name: bob.address }));
});

test('identities are sorted and paged by the server', async (t) => {
  for (let count = 0; count < 6; ++count) {
    await createAccount(t);
  }
  const page = await workAt(t, '/identities');
  const addresses = () => page.getByRole('row').getByRole('link').allTextContents();
  await seen(page.getByText(/^1–5 of/));
  const first = await addresses();
  assert.deepEqual(first, [...first].sort());

  await page.getByRole('button', { name: 'Next page' }).click();
  await seen(page.getByText(/^6–/));
  await eventually(async () => (await addresses())[0] > first.at(-1), true);
  await page.getByRole('button', { name: 'Address' }).click();
  await eventually(async () => (await addresses())[0] > (await addresses())[1], true);
  await seen(page.getByText(/^1–5 of/));
});

test('an identity is moved to another tier, whose quota it then uses', async (t) => {
  const alice = await createAccount(t);
  const tier = uniqueName('gold');
  const page = await workAt(t, '/identities');
  await createTier(page, tier);
  await row(page, tier).getByRole('link').click();
  await page.getByRole('button', { name: 'Add quota' }).click();
  await choose(page, dialog(page, 'Add quota'), 'Metric', 'Tokens');
  await dialog(page, 'Add quota').getByLabel('Maximum').fill('4');
  await choose(page, dialog(page, 'Add quota'), 'Period', 'Month');
  await dialog(page, 'Add quota').getByRole('button', { name: 'Assign' }).click();
  await gone(dialog(page, 'Add quota'));

  await page.goto(at(alice.address));
  await page.getByRole('button', { name: 'Edit Tier' }).click();
  await choose(page, dialog(page, 'Change tier'), 'Tier', tier);
  await dialog(page, 'Change tier').getByRole('button', { name: 'Save' }).click();
  await gone(dialog(page, 'Change tier'));
  await seen(page.getByRole('link', { name: tier }));
  valueOf(await alice.tokens.createOwnToken({ content: { a: 1 }, expiresAt: inAnHour(), ephemeral: true }));

  await openSection(page, 'Quotas');
  await eventually(async () => {
    await page.getByRole('button', { name: 'Reload' }).click();
    return (await page.getByText('1 of 4').count()) > 0;
  }, true);

  await page.getByRole('button', { name: 'Add quota' }).click();
  await choose(page, dialog(page, 'Add quota'), 'Metric', 'Tokens');
  await dialog(page, 'Add quota').getByLabel('Maximum').fill('9');
  await choose(page, dialog(page, 'Add quota'), 'Period', 'Day');
  await dialog(page, 'Add quota').getByRole('button', { name: 'Assign' }).click();
  await seen(page.getByText('1 of 9'));
  await seen(page.getByRole('img', { name: /Without effect/ }));
});

test('a deletion process that the owner starts and cancels is seen', async (t) => {
  const alice = await createAccount(t);
  const { id } = valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({}));
  const page = await workAt(t, at(alice.address));
  await openSection(page, 'Deletion processes');
  await seen(row(page, id).filter({ hasText: 'Active' }));

  valueOf(await alice.deletionProcesses.cancelIdentityDeletionProcess());
  await page.getByRole('button', { name: 'Reload' }).click();
  await seen(row(page, id).filter({ hasText: 'Cancelled' }));

  await row(page, id).getByRole('link').click();
  await seen(page.getByText('The owner started the deletion process.'));
  await seen(page.getByText('The owner cancelled the deletion process.'));

  await page.goto('/identities');
  await page.getByPlaceholder('Address').fill(` ${alice.address} `);
  await page.getByRole('button', { name: 'Find' }).click();
  await seen(page.getByText('The owner cancelled the deletion process.'));
});

test('what an identity has to do with others is seen', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  await establishRelationship(bob, alice);
  const content = { '@type': 'ArbitraryMessageContent', value: 'Hello' };
  valueOf(await bob.messages.sendMessage({ recipients: [alice.address], content }));
  const { id: tokenId } = valueOf(
    await alice.tokens.createOwnToken({
      content: { a: 1 },
      expiresAt: inAnHour(),
      ephemeral: true,
      passwordProtection: { password: 'secret' },
    }),
  );
  const page = await workAt(t, at(alice.address));

  await openSection(page, 'Relationships');
  await seen(page.getByRole('table', { name: 'Relationships' }).getByText('Active'));
  await openSection(page, 'Received messages');
  await seen(page.getByRole('table', { name: 'Received messages' }).getByText(bob.address));
  await openSection(page, 'Devices');
  await seen(page.getByRole('table', { name: 'Devices' }).getByText(alice.deviceId));
  await openSection(page, 'Tokens');
  await row(page, tokenId).getByRole('button', { name: 'Unlock' }).click();
  await seen(page.getByText('The counter of wrong passwords was set back.'));

  await page.getByRole('link', { name: bob.address }).first().click();
  await openSection(page, 'Sent messages');
  await seen(page.getByRole('table', { name: 'Sent messages' }).getByText(alice.address));
});
