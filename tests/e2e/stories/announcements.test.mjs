import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount, valueOf } from '../support/client.mjs';
import { announce, withdraw } from '../support/operator.mjs';

const english = { language: 'en', title: 'Maintenance', body: 'On Saturday.' };
const german = { language: 'de', title: 'Wartung', body: 'Am Samstag.' };

const read = async (client, language, ids) =>
  valueOf(await client.announcements.getAnnouncements({ language })).filter(({ id }) => ids.includes(id));

test('what the operator announces is read by everybody, in their language', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  const actions = [{ displayName: { en: 'More', de: 'Mehr' }, link: 'https://example.org/maintenance' }];

  const id = await announce({ texts: [english, german], severity: 'High', isSilent: false, actions });
  t.after(() => withdraw(id));

  const [ofAlice] = await read(alice, 'de', [id]);
  assert.equal(ofAlice.title, german.title);
  assert.equal(ofAlice.body, german.body);
  assert.equal(ofAlice.severity, 'High');
  assert.deepEqual(ofAlice.actions, [{ displayName: 'Mehr', link: 'https://example.org/maintenance' }]);
  const [ofBob] = await read(bob, 'it', [id]);
  assert.equal(ofBob.title, english.title);
});

test('an announcement for somebody is for nobody else, and is gone when it is withdrawn', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);

  const id = await announce({ texts: [english], to: [alice] });
  assert.equal((await read(alice, 'en', [id])).length, 1);
  assert.equal((await read(bob, 'en', [id])).length, 0);

  await withdraw(id);
  assert.equal((await read(alice, 'en', [id])).length, 0);
});
