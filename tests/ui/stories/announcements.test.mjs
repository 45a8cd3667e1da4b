import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAccount, valueOf } from '../../e2e/support/client.mjs';
import { closeBrowser } from '../support/browser.mjs';
import { eventually, gone, seen } from '../support/expect.mjs';
import { choose, dialog, row, uniqueName, workAt } from '../support/operator.mjs';

after(closeBrowser);

const addLanguage = (page, form, language) => choose(page, form, 'Add language', language);

test('an announcement in two languages reaches a client in its language', async (t) => {
  const alice = await createAccount(t);
  const title = uniqueName('Maintenance');
  const page = await workAt(t, '/announcements');

  await page.getByRole('button', { name: 'Create announcement' }).click();
  const form = dialog(page, 'Create announcement');
  await choose(page, form, 'Impact', 'High');
  const english = form.getByRole('group', { name: 'English' });
  await english.getByLabel('Title').fill(title);
  await english.getByLabel('Body').fill('Saturday night.');
  await addLanguage(page, form, 'German');
  const german = form.getByRole('group', { name: 'German' });
  await german.getByLabel('Title').fill(`Wartung: ${title}`);
  assert.ok(await form.getByRole('button', { name: 'Publish' }).isDisabled(), 'the German body is missing');
  await german.getByLabel('Body').fill('Samstagnacht.');
  await form.getByRole('button', { name: 'Add link' }).click();
  await form.getByLabel('Name (English)').fill('Details');
  await form.getByLabel('Name (German)').fill('Einzelheiten');
  await form.getByRole('textbox', { name: 'Link', exact: true }).fill('https://status.example.org');
  await form.getByRole('button', { name: 'Publish' }).click();
  await gone(form);

  const heard = async (language) =>
    valueOf(await alice.announcements.getAnnouncements({ language })).find((each) => each.title.includes(title));
  const inGerman = await heard('de');
  assert.equal(inGerman.title, `Wartung: ${title}`);
  assert.equal(inGerman.body, 'Samstagnacht.');
  assert.deepEqual(inGerman.actions.map(({ displayName, link }) => [displayName, link]), [['Einzelheiten', 'https://status.example.org']]);
  assert.equal((await heard('en')).title, title);

  await row(page, title).getByRole('link').click();
  await seen(page.getByText('Samstagnacht.'));
  await page.getByRole('button', { name: 'Delete announcement' }).click();
  await dialog(page, 'Delete announcement').getByRole('button', { name: 'Delete' }).click();
  await seen(page.getByText('The announcement was deleted.'));
  await eventually(async () => (await heard('en')) === undefined, true);
});

test('an announcement that the server refuses is kept', async (t) => {
  const page = await workAt(t, '/announcements', { refusals: [400] });
  await page.getByRole('button', { name: 'Create announcement' }).click();
  const form = dialog(page, 'Create announcement');
  await choose(page, form, 'Impact', 'Low');
  await form.getByLabel('Title').fill('To nobody');
  await form.getByLabel('Body').fill('Nobody will read this.');
  await form.getByLabel('Recipients').fill('no address');
  await form.getByRole('button', { name: 'Publish' }).click();

  await seen(form.getByRole('alert'));
  assert.equal(await form.getByLabel('Title').inputValue(), 'To nobody');
});

test('an announcement for one identity reaches that identity alone', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const title = uniqueName('For Alice');
  const page = await workAt(t, '/announcements');
  await page.getByRole('button', { name: 'Create announcement' }).click();
  const form = dialog(page, 'Create announcement');
  await choose(page, form, 'Impact', 'Low');
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('Body').fill('Just for you.');
  await form.getByLabel('Recipients').fill(alice.address);
  await form.getByRole('button', { name: 'Publish' }).click();
  await gone(form);

  const titlesOf = async (client) => valueOf(await client.announcements.getAnnouncements({ language: 'en' })).map((each) => each.title);
  assert.ok((await titlesOf(alice)).includes(title));
  assert.ok(!(await titlesOf(bob)).includes(title));
});
