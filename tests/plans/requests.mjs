import { objectOfPast } from '../support/history.mjs';
import { asking, inAnHour, messageTo } from './ask.mjs';

const kModifications = '/api/v2/Datawallet/Modifications';

/** Asks once for everything that apps ask for often, as people with a long past; `round` counts how often that was done before. */
export async function useEverything(people, wire, round) {
  const [alice, bob, carol] = people;
  const ask = asking(wire);
  for (const person of people) await wire.logIn(person.identity);

  await alice.sync();
  for (const query of ['localIndex=-1', 'localIndex=-1&pageSize=200', 'localIndex=2000000000']) await ask(alice, 'GET', `${kModifications}?${query}`);
  for (const page of [1, 9]) await ask(alice, 'GET', `${kModifications}?localIndex=-1000000&pageSize=200&pageNumber=${page}`);
  await ask(alice, 'GET', '/api/v2/Datawallet');

  for (const person of [alice, bob]) {
    for (const query of ['', '?pageSize=200', '?pageNumber=3&pageSize=50']) await ask(person, 'GET', `/api/v2/Messages${query}`);
  }
  const { id: messageId } = await ask(alice, 'POST', '/api/v2/Messages', messageTo(bob, carol));
  await ask(bob, 'GET', `/api/v2/Messages/${messageId}`);
  await ask(carol, 'GET', `/api/v2/Messages?ids=${messageId}`);
  await failToSync(carol, ask);
  for (const person of [bob, carol]) await person.sync();
  await push(bob, round, ask);

  await useTokens(alice, bob, ask);
  await ask(alice, 'GET', '/api/v2/Quotas');
  await useRelationships(alice, bob, ask);
  for (const person of people) await person.sync();

  await useFiles(people, wire, ask);
  await ask(alice, 'GET', '/api/v2/Devices');
  await ask(alice, 'GET', '/api/v2/Identities/Self');
  await ask(bob, 'GET', `/api/v2/Identities/${alice.address}/FeatureFlags`);
  await ask(alice, 'GET', '/api/v2/Announcements?language=en');
}

/** Says of the first of what has come that it cannot be handled, and nothing of the rest. */
async function failToSync(person, ask) {
  const { syncRun } = await ask(person, 'POST', '/api/v2/SyncRuns', { type: 'ExternalEventSync' });
  const run = `/api/v2/SyncRuns/${syncRun.id}`;
  await ask(person, 'GET', run);
  await ask(person, 'PUT', `${run}/RefreshExpirationTime`);
  const [event] = await ask(person, 'GET', `${run}/ExternalEvents?pageSize=200`);
  const externalEventResults = [{ externalEventId: event.id, errorCode: 'error.of.an.app' }];
  await ask(person, 'PUT', `${run}/FinalizeExternalEventSync`, { externalEventResults, datawalletModifications: [] });
}

/** Changes one object of the past of bob, deletes another one, and makes a new one. Nobody else writes to this datawallet. */
async function push(bob, round, ask) {
  const place = 1;
  const content = { payloadCategory: 'Content', encryptedPayload: 'AQID' };
  const modifications = [
    { type: 'Update', objectIdentifier: objectOfPast(place, 2 * round), ...content },
    { type: 'Delete', objectIdentifier: objectOfPast(place, 2 * round + 1) },
    { type: 'Create', objectIdentifier: `new-object-${round}`, ...content },
  ].map((modification) => ({ ...modification, collection: 'Messages', datawalletVersion: 1 }));
  await ask(bob, 'POST', kModifications, { localIndex: round * modifications.length - 1, modifications });
}

async function useTokens(alice, bob, ask) {
  const { id } = await ask(alice, 'POST', '/api/v2/Tokens', { content: 'AQID', expiresAt: inAnHour() });
  await ask(bob, 'GET', `/api/v2/Tokens/${id}`);
  await ask(alice, 'GET', `/api/v2/Tokens?ids=${id}`);
  await ask(alice, 'DELETE', `/api/v2/Tokens/${id}`);

  const { id: emptyId } = await ask(alice, 'POST', '/api/v2/Tokens', { expiresAt: inAnHour() });
  await ask(bob, 'POST', `/api/v2/Tokens/${emptyId}/UpdateContent`, { newContent: 'AQID' });
}

async function useRelationships(alice, bob, ask) {
  const { id: templateId } = await ask(alice, 'POST', '/api/v2/RelationshipTemplates', { content: 'AQID', maxNumberOfAllocations: 5 });
  await ask(bob, 'GET', `/api/v2/RelationshipTemplates/${templateId}`);
  await ask(bob, 'GET', `/api/v2/RelationshipTemplates?templates.0.id=${templateId}`);
  await ask(alice, 'DELETE', `/api/v2/RelationshipTemplates/${templateId}`);
  const { relationshipId, person } = alice.friends[0];
  const path = `/api/v2/Relationships/${relationshipId}`;
  await ask(alice, 'GET', path);
  await ask(alice, 'GET', `/api/v2/Relationships?ids=${relationshipId}`);
  await ask(alice, 'GET', `/api/v2/Relationships/CanCreate?peer=${bob.address}`);
  await ask(alice, 'PUT', `${path}/Terminate`);
  await ask(person, 'PUT', `${path}/Reactivate`);
  await ask(alice, 'PUT', `${path}/Reactivate/Accept`);
}

/** The file of alice goes to bob, after carol has locked it by guessing. */
async function useFiles([alice, bob, carol], wire, ask) {
  for (const query of ['', '?pageSize=200']) await ask(alice, 'GET', `/api/v2/Files${query}`);
  const multipart = new FormData();
  multipart.set('content', new Blob(['a cipher']), 'cipher.bin');
  const texts = { cipherHash: 'AAAA', ownerSignature: 'AAAA', encryptedProperties: 'AAAA', expiresAt: inAnHour() };
  Object.entries(texts).forEach(([name, text]) => multipart.set(name, text));
  const uploaded = await wire.insist('POST', '/api/v2/Files', { token: alice.identity.token, multipart });
  if (uploaded.status !== 201) throw new Error(`the upload was answered with ${uploaded.status} ${uploaded.text}`);
  const { id, ownershipToken } = JSON.parse(uploaded.text).result;

  const path = `/api/v2/Files/${id}`;
  await ask(alice, 'GET', `/api/v2/Files?ids=${id}`);
  await ask(bob, 'GET', `${path}/Metadata`);
  const { status } = await wire.insist('GET', path, { token: bob.identity.token });
  if (status !== 200) throw new Error(`the download was answered with ${status}`);
  await ask(bob, 'POST', `${path}/ValidateOwnershipToken`, { ownershipToken });
  await ask(carol, 'POST', `${path}/ValidateOwnershipToken`, { ownershipToken: 'guessed' });
  const { newOwnershipToken } = await ask(alice, 'PATCH', `${path}/RegenerateOwnershipToken`);
  await ask(bob, 'PATCH', `${path}/ClaimOwnership`, { ownershipToken: newOwnershipToken });
  await ask(alice, 'DELETE', path);
}
