import { resultOf } from '../soak/wire.mjs';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const kDatawallet = '/api/v2/Datawallet/Modifications';

/** Asks once for what an operator looks up of people with a long past. */
export async function lookAsOperator(people, admin) {
  for (const { address } of people) {
    const ofPerson = encodeURIComponent(address);
    for (const page of ['', '&PageSize=200', '&PageNumber=2&PageSize=50']) {
      for (const query of [`Messages?type=Incoming&participant=${ofPerson}`, `Messages?type=Outgoing&participant=${ofPerson}`,
        `Relationships?participant=${ofPerson}`, `Tokens?createdBy=${ofPerson}`]) {
        const answer = await fetch(`${admin}/api/v1/${query}${page}`, { headers: { 'x-api-key': 'test' } });
        if (!answer.ok) throw new Error(`GET ${query}${page}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }
    }
  }
}

/** Asks once for everything that apps ask for often, as people with a long past. */
export async function useEverything([alice, bob, carol], wire) {
  const ask = async (person, method, path, json) => {
    const answer = await wire.insist(method, path, { token: person.identity.token, json });
    return answer.status === 204 ? undefined : resultOf(answer);
  };
  for (const person of [alice, bob, carol]) await wire.logIn(person.identity);

  await ask(alice, 'POST', '/api/v2/SyncRuns', { type: 'ExternalEventSync' }).catch(() => undefined);
  for (const query of ['localIndex=-1', 'localIndex=-1&pageSize=200', 'localIndex=2000000000']) await ask(alice, 'GET', `${kDatawallet}?${query}`);
  await ask(alice, 'GET', '/api/v2/Datawallet');

  for (const person of [alice, bob]) {
    for (const query of ['', '?pageSize=200', '?pageNumber=3&pageSize=50']) await ask(person, 'GET', `/api/v2/Messages${query}`);
  }
  const message = { recipients: [{ address: bob.address, encryptedKey: 'A'.repeat(80) }, { address: carol.address, encryptedKey: 'A'.repeat(80) }], body: 'AQID', attachments: [] };
  const { id: messageId } = await ask(alice, 'POST', '/api/v2/Messages', message);
  await ask(bob, 'GET', `/api/v2/Messages/${messageId}`);
  await ask(carol, 'GET', `/api/v2/Messages?ids=${messageId}`);
  for (const person of [bob, carol]) await person.sync();

  const { id: tokenId } = await ask(alice, 'POST', '/api/v2/Tokens', { content: 'AQID', expiresAt: inAnHour() });
  await ask(bob, 'GET', `/api/v2/Tokens/${tokenId}`);
  await ask(alice, 'GET', `/api/v2/Tokens?ids=${tokenId}`);
  await ask(alice, 'DELETE', `/api/v2/Tokens/${tokenId}`);
  await ask(alice, 'GET', '/api/v2/Quotas');

  const { id: templateId } = await ask(alice, 'POST', '/api/v2/RelationshipTemplates', { content: 'AQID', maxNumberOfAllocations: 5 });
  await ask(bob, 'GET', `/api/v2/RelationshipTemplates/${templateId}`);
  await ask(bob, 'GET', `/api/v2/RelationshipTemplates?templates.0.id=${templateId}`);
  await ask(alice, 'DELETE', `/api/v2/RelationshipTemplates/${templateId}`);
  const { relationshipId } = alice.friends[0];
  await ask(alice, 'GET', `/api/v2/Relationships/${relationshipId}`);
  await ask(alice, 'GET', `/api/v2/Relationships?ids=${relationshipId}`);
  await ask(alice, 'GET', `/api/v2/Relationships/CanCreate?peer=${bob.address}`);
  await ask(alice, 'PUT', `/api/v2/Relationships/${relationshipId}/Terminate`);
  await ask(alice.friends[0].person, 'PUT', `/api/v2/Relationships/${relationshipId}/Reactivate`);
  await ask(alice, 'PUT', `/api/v2/Relationships/${relationshipId}/Reactivate/Accept`);
  for (const person of [alice, bob, carol]) await person.sync();

  for (const query of ['', '?pageSize=200']) await ask(alice, 'GET', `/api/v2/Files${query}`);
  await ask(alice, 'GET', '/api/v2/Devices');
  await ask(alice, 'GET', '/api/v2/Identities/Self');
  await ask(bob, 'GET', `/api/v2/Identities/${alice.address}/FeatureFlags`);
  await ask(alice, 'GET', '/api/v2/Announcements?language=en');
}

/** Asks for pages of the overview of identities, by what it can be filtered and sorted. */
export async function lookThroughIdentities(admin) {
  const orders = ['createdAt', 'createdAt desc', 'lastLoginAt', 'address', 'createdWithClient', 'numberOfDevices', 'datawalletVersion', 'identityVersion'];
  const filters = ["tier/Id eq 'TIRgenerated00000001'", 'numberOfDevices ge 2', "contains(address, '1')", 'lastLoginAt ne null and createdAt ge 2000-01-01'];
  for (const $orderby of orders) {
    for (const $filter of filters) {
      const answer = await fetch(`${admin}/odata/Identities?${new URLSearchParams({ $orderby, $filter, $top: 25, $expand: 'Tier' })}`, { headers: { 'X-API-KEY': 'test' } });
      if (answer.status !== 200) throw new Error(`the overview of identities answered ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  }
}
