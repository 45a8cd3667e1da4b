import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../../support/server.mjs';
import { createAccount, valueOf } from '../support/client.mjs';

const createToken = (client) =>
  client.tokens.createOwnToken({ content: {}, expiresAt: new Date(Date.now() + 3_600_000).toISOString(), ephemeral: false });

const limit = (client, metric, max) =>
  runCommand('quota', 'create', '--identity', client.address, '--metric', metric, '--max', String(max), '--period', 'Total');

test('an account that has used up a quota is told so, and others go on', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  await limit(alice, 'NumberOfTokens', 1);
  valueOf(await createToken(alice));

  const refused = await createToken(alice);

  assert.ok(refused.isError);
  // The client does not look into such an answer.
  assert.equal(refused.error.code, 'error.platform.unexpected');
  assert.match(refused.error.message, /429/);
  valueOf(await createToken(bob));
  await alice.account.syncDatawallet();
});
