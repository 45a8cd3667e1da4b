import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDevice, createAccount, createConnector, errorOf, valueOf } from '../support/client.mjs';
import {
  createTemplate,
  creationContent,
  establishRelationship,
  loadTemplate,
  requestRelationship,
  statusOf,
  sync,
} from '../support/relationships.mjs';

const meet = async (t) => [await createAccount(t), await createAccount(t)];

test('two accounts get to know each other', async (t) => {
  const [alice, bob] = await meet(t);

  const relationshipId = await requestRelationship(bob, alice);

  assert.equal(await statusOf(alice, relationshipId), 'Pending');
  const asked = valueOf(await alice.relationships.getRelationship({ id: relationshipId }));
  assert.equal(asked.peer, bob.address);
  assert.deepEqual(asked.creationContent, creationContent);
  valueOf(await alice.relationships.acceptRelationship({ relationshipId }));
  const { relationships } = await sync(bob);
  assert.deepEqual(relationships.map(({ id, status }) => [id, status]), [[relationshipId, 'Active']]);
});

test('a request is rejected', async (t) => {
  const [alice, bob] = await meet(t);
  const relationshipId = await requestRelationship(bob, alice);

  valueOf(await alice.relationships.rejectRelationship({ relationshipId }));
  await sync(bob);

  assert.equal(await statusOf(bob, relationshipId), 'Rejected');
});

test('a request is revoked', async (t) => {
  const [alice, bob] = await meet(t);
  const relationshipId = await requestRelationship(bob, alice);

  valueOf(await bob.relationships.revokeRelationship({ relationshipId }));
  await sync(alice);

  assert.equal(await statusOf(alice, relationshipId), 'Revoked');
});

test('a relationship is terminated and reactivated', async (t) => {
  const [alice, bob] = await meet(t);
  const relationshipId = await establishRelationship(bob, alice);

  valueOf(await alice.relationships.terminateRelationship({ relationshipId }));
  await sync(bob);
  assert.equal(await statusOf(bob, relationshipId), 'Terminated');
  valueOf(await bob.relationships.requestRelationshipReactivation({ relationshipId }));
  await sync(alice);
  valueOf(await alice.relationships.acceptRelationshipReactivation({ relationshipId }));
  await sync(bob);

  assert.equal(await statusOf(bob, relationshipId), 'Active');
});

test('a reactivation is rejected, and another one revoked', async (t) => {
  const [alice, bob] = await meet(t);
  const relationshipId = await establishRelationship(bob, alice);
  valueOf(await alice.relationships.terminateRelationship({ relationshipId }));
  await sync(bob);

  valueOf(await bob.relationships.requestRelationshipReactivation({ relationshipId }));
  await sync(alice);
  valueOf(await alice.relationships.rejectRelationshipReactivation({ relationshipId }));
  await sync(bob);
  valueOf(await bob.relationships.requestRelationshipReactivation({ relationshipId }));
  valueOf(await bob.relationships.revokeRelationshipReactivation({ relationshipId }));
  await sync(alice);

  const { auditLog, status } = valueOf(await alice.relationships.getRelationship({ id: relationshipId }));
  assert.equal(status, 'Terminated');
  assert.deepEqual(
    auditLog.slice(-4).map(({ reason }) => reason),
    ['ReactivationRequested', 'RejectionOfReactivation', 'ReactivationRequested', 'RevocationOfReactivation'],
  );
});

test('a decomposed relationship is gone for the one and not for the other', async (t) => {
  const [alice, bob] = await meet(t);
  const relationshipId = await establishRelationship(bob, alice);
  valueOf(await alice.relationships.terminateRelationship({ relationshipId }));
  await sync(bob);

  valueOf(await alice.relationships.decomposeRelationship({ relationshipId }));
  await sync(bob);

  assert.equal(errorOf(await alice.relationships.getRelationship({ id: relationshipId })), 'error.runtime.recordNotFound');
  assert.equal(await statusOf(bob, relationshipId), 'DeletionProposed');
  valueOf(await bob.relationships.decomposeRelationship({ relationshipId }));
  const again = await establishRelationship(bob, alice);
  assert.notEqual(again, relationshipId);
});

test('a template with one allocation is for the first who reads it', async (t) => {
  const [alice, bob] = await meet(t);
  const carol = await createAccount(t);
  const template = await createTemplate(alice, { maxNumberOfAllocations: 1 });

  valueOf(await loadTemplate(bob, template));

  assert.ok((await loadTemplate(carol, template)).isError);
});

test('a template with a password, and one that is meant for somebody', async (t) => {
  const [alice, bob] = await meet(t);
  const carol = await createAccount(t);
  const secret = await createTemplate(alice, { passwordProtection: { password: 'open sesame' } });
  const personal = await createTemplate(alice, { forIdentity: bob.address });

  assert.equal(errorOf(await loadTemplate(bob, secret, { password: 'open barley' })), 'error.runtime.recordNotFound');
  valueOf(await loadTemplate(bob, secret, { password: 'open sesame' }));
  valueOf(await loadTemplate(bob, personal));
  assert.equal(errorOf(await loadTemplate(carol, personal)), 'error.transport.general.notIntendedForYou');
});

test('a second device sees the relationships of the first', async (t) => {
  const [alice, bob] = await meet(t);
  const relationshipId = await establishRelationship(bob, alice);

  const tablet = await addDevice(t, bob);
  assert.equal(await statusOf(tablet, relationshipId), 'Active');
  valueOf(await alice.relationships.terminateRelationship({ relationshipId }));
  await sync(bob);
  await sync(tablet);

  assert.equal(await statusOf(tablet, relationshipId), 'Terminated');
});

test('a connector has relationships without a datawallet', async (t) => {
  const connector = await createConnector(t);
  const bob = await createAccount(t);

  const relationshipId = await establishRelationship(bob, connector);

  assert.equal(await statusOf(connector, relationshipId), 'Active');
  assert.equal(await statusOf(bob, relationshipId), 'Active');
});
