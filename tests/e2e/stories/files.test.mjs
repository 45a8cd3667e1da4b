import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { addDevice, createAccount, errorOf, valueOf } from '../support/client.mjs';
import { sync } from '../support/relationships.mjs';

const upload = async (owner, content) =>
  valueOf(await owner.files.uploadOwnFile({ content, filename: 'photo.jpg', mimetype: 'image/jpeg', title: 'A photo' }));

const load = async (reader, file) => valueOf(await reader.files.getOrLoadFile({ reference: file.reference.truncated }));

const contentOf = async (reader, id) => Buffer.from(valueOf(await reader.files.downloadFile({ id })).content);

test('a file is read by whom its reference was given', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const content = randomBytes(100_000);
  const file = await upload(alice, content);

  const loaded = await load(bob, file);

  assert.equal(loaded.owner, alice.address);
  assert.equal(loaded.isOwn, false);
  assert.deepEqual(await contentOf(bob, loaded.id), content);
});

test('a large file comes back as it was', async (t) => {
  const alice = await createAccount(t);
  const content = randomBytes(7_000_000);
  const file = await upload(alice, content);

  assert.deepEqual(await contentOf(alice, file.id), content);
});

test('the ownership of a file is claimed by another identity', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const file = await upload(alice, Buffer.from('a deed'));
  const { ownershipToken } = file;
  await load(bob, file);

  await bob.fileOwnership.claimFileOwnership(file.id, ownershipToken);
  await sync(alice);

  assert.equal(valueOf(await bob.files.getFile({ id: file.id })).isOwn, true);
  assert.equal(valueOf(await alice.files.getFile({ id: file.id })).owner, bob.address);
});

test('a wrong ownership token locks the file until its owner makes a new one', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const file = await upload(alice, Buffer.from('a deed'));
  await load(bob, file);

  await assert.rejects(bob.fileOwnership.claimFileOwnership(file.id, 'wrong'));
  await sync(alice);
  assert.equal(valueOf(await alice.files.getFile({ id: file.id })).ownershipIsLocked, true);
  const { ownershipToken } = valueOf(await alice.files.regenerateFileOwnershipToken({ id: file.id }));
  await bob.fileOwnership.claimFileOwnership(file.id, ownershipToken);

  assert.equal(valueOf(await bob.files.getFile({ id: file.id })).isOwn, true);
});

test('a deleted file is gone', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const file = await upload(alice, Buffer.from('soon gone'));

  valueOf(await alice.files.deleteFile({ fileId: file.id }));

  assert.equal(errorOf(await bob.files.getOrLoadFile({ reference: file.reference.truncated })), 'error.runtime.recordNotFound');
});

test('files that an account uploaded are on all its devices', async (t) => {
  const alice = await createAccount(t);
  const file = await upload(alice, Buffer.from('a photo'));

  const tablet = await addDevice(t, alice);

  assert.deepEqual(await contentOf(tablet, file.id), Buffer.from('a photo'));
});
