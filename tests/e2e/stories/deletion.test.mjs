import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../../support/server.mjs';
import { addDevice, createAccount, errorOf, valueOf } from '../support/client.mjs';
import { establishRelationship, statusOf, sync } from '../support/relationships.mjs';

test('an identity starts its deletion and thinks better of it', async (t) => {
  const alice = await createAccount(t);

  const started = valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({}));
  const active = valueOf(await alice.deletionProcesses.getActiveIdentityDeletionProcess());
  const cancelled = valueOf(await alice.deletionProcesses.cancelIdentityDeletionProcess());

  assert.equal(started.status, 'Active');
  assert.ok(new Date(started.gracePeriodEndsAt) > new Date());
  assert.equal(active.id, started.id);
  assert.equal(cancelled.id, started.id);
  assert.equal(cancelled.status, 'Cancelled');
});

test('a deletion that was cancelled can be started again', async (t) => {
  const alice = await createAccount(t);
  const first = valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({}));
  valueOf(await alice.deletionProcesses.cancelIdentityDeletionProcess());

  const second = valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({}));

  assert.notEqual(second.id, first.id);
  const processes = valueOf(await alice.deletionProcesses.getIdentityDeletionProcesses());
  assert.deepEqual(Object.fromEntries(processes.map(({ id, status }) => [id, status])), {
    [first.id]: 'Cancelled',
    [second.id]: 'Active',
  });
});

test('without a deletion there is nothing to cancel', async (t) => {
  const alice = await createAccount(t);

  assert.equal(
    errorOf(await alice.deletionProcesses.cancelIdentityDeletionProcess()),
    'error.runtime.identityDeletionProcess.noActiveIdentityDeletionProcess',
  );
});

test('the other devices of an identity hear of its deletion', async (t) => {
  const phone = await createAccount(t);
  const tablet = await addDevice(t, phone);
  const started = valueOf(await phone.deletionProcesses.initiateIdentityDeletionProcess({}));

  valueOf(await tablet.account.syncDatawallet());

  assert.equal(valueOf(await tablet.deletionProcesses.getActiveIdentityDeletionProcess()).id, started.id);
});

test('the peers of an identity hear that it is to be deleted, and that it stays', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const id = await establishRelationship(bob, alice);
  const deletionInfo = async () => valueOf(await bob.relationships.getRelationship({ id })).peerDeletionInfo;

  valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({}));
  await sync(bob);
  assert.equal((await deletionInfo()).deletionStatus, 'ToBeDeleted');
  valueOf(await alice.deletionProcesses.cancelIdentityDeletionProcess());
  await sync(bob);

  assert.equal(await deletionInfo(), undefined);
});

test('a deleted identity is gone, and its peer keeps what they had without its name', async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  const id = await establishRelationship(bob, alice);
  const content = { '@type': 'Mail', to: [bob.address], subject: 'a farewell', body: 'So long' };
  valueOf(await alice.messages.sendMessage({ recipients: [bob.address], content }));
  await sync(bob);

  valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({ lengthOfGracePeriodInDays: 0 }));
  await runCommand('job', 'run', 'devices.delete-identities');
  await sync(bob);

  const relationship = valueOf(await bob.relationships.getRelationship({ id }));
  assert.equal(relationship.peerDeletionInfo.deletionStatus, 'Deleted');
  assert.equal(await statusOf(bob, id), 'DeletionProposed');
  const [message] = valueOf(await bob.messages.getMessages({}));
  assert.equal(message.content.subject, 'a farewell');
  assert.equal(valueOf(await alice.account.checkIfIdentityIsDeleted()).isDeleted, true);
});
