import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDevice, createAccount, errorOf, valueOf } from '../support/client.mjs';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const content = { text: 'Grüße von Alice' };

const createToken = async (client, options = {}) =>
  valueOf(await client.tokens.createOwnToken({ content, expiresAt: inAnHour(), ephemeral: false, ...options }));

const load = (client, token, options = {}) =>
  client.tokens.loadPeerToken({ reference: token.reference.truncated, ephemeral: true, ...options });

test('a token is read by another account and by nobody in particular', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);

  const token = await createToken(alice);

  const read = valueOf(await load(bob, token));
  assert.equal(read.content.text, content.text);
  assert.equal(read.createdBy, alice.address);
  assert.equal(read.createdByDevice, alice.deviceId);
  const anonymous = await alice.anonymously.tokens.loadPeerToken({ reference: token.reference.truncated });
  assert.equal(valueOf(anonymous).content.text, content.text);
});

test('a personalised token is read by the one it is meant for only', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  const mallory = await createAccount(t);

  const token = await createToken(alice, { forIdentity: bob.address });

  assert.equal(valueOf(await load(bob, token)).forIdentity, bob.address);
  assert.equal(errorOf(await load(mallory, token)), 'error.transport.general.notIntendedForYou');
});

test('a token with a password opens with the password only', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);

  const token = await createToken(alice, { passwordProtection: { password: 'open sesame' } });

  assert.equal(errorOf(await load(bob, token)), 'error.transport.noPasswordProvided');
  assert.equal(errorOf(await load(bob, token, { password: 'open barley' })), 'error.runtime.recordNotFound');
  assert.equal(valueOf(await load(bob, token, { password: 'open sesame' })).content.text, content.text);
});

test('a token with a PIN that is meant for somebody needs both', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);

  const token = await createToken(alice, {
    forIdentity: bob.address,
    passwordProtection: { password: '1234', passwordIsPin: true },
  });

  assert.equal(errorOf(await load(bob, token, { password: '4321' })), 'error.runtime.recordNotFound');
  assert.equal(valueOf(await load(bob, token, { password: '1234' })).content.text, content.text);
});

test('a deleted token is gone for everybody', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  const token = await createToken(alice);

  valueOf(await alice.tokens.deleteToken({ tokenId: token.id }));

  assert.equal(errorOf(await load(bob, token)), 'error.runtime.recordNotFound');
  assert.equal(errorOf(await alice.tokens.getToken({ id: token.id })), 'error.runtime.recordNotFound');
});

test('tokens that an account made or kept are on all its devices', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  const own = await createToken(bob);
  const kept = await createToken(alice);
  valueOf(await load(bob, kept, { ephemeral: false }));

  const tablet = await addDevice(t, bob);

  const ids = valueOf(await tablet.tokens.getTokens({})).map(({ id }) => id);
  assert.deepEqual(ids.sort(), [own.id, kept.id].sort());
});
