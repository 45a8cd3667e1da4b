// The identities with which a server is measured, and what they own.
import { randomBytes } from 'node:crypto';

const kIdentities = 50;
const kCorrespondents = 25; // they only receive, so that whoever polls has nothing new
const kMessagesEach = 200;
const kModificationsEach = 200;
const kAtATime = 16;
const kPayloadBytes = 300;
const kContentBytes = 1024;
const kKeyBytes = 60;
const kFileBytes = 64 * 1024;
const kSecondsToSpare = 30;

export const randomText = (bytes) => randomBytes(bytes).toString('base64url');

export const inTenMinutes = () => new Date(Date.now() + 600_000).toISOString();

/** Does something with each of the items, a few at a time; answers the results in the order of the items. */
async function forEach(items, act) {
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const position = next;
      next += 1;
      results[position] = await act(items[position], position);
    }
  };
  await Promise.all(Array.from({ length: kAtATime }, work));
  return results;
}

const numbers = (count) => Array.from({ length: count }, (_, number) => number);

export function modification(objectIdentifier, type = 'Create') {
  return {
    type, objectIdentifier, collection: 'Messages', payloadCategory: 'Content', datawalletVersion: 1,
    encryptedPayload: randomText(kPayloadBytes),
  };
}

export const newToken = () => ({ content: randomText(kContentBytes), expiresAt: inTenMinutes() });

export const newMessage = ({ address }) => ({
  recipients: [{ address, encryptedKey: randomText(kKeyBytes) }], body: randomText(kContentBytes), attachments: [],
});

export class Population {
  /**
   * Fifty identities who are logged in; each has a datawallet with modifications, a token, an allocation of another one, and a file,
   * and has written to all correspondents.
   */
  static async create(api) {
    const population = new Population();
    population.api = api;
    population.people = await population.register(kIdentities);
    population.correspondents = await population.register(kCorrespondents);
    await population.logIn();
    await population.logIn(population.correspondents);
    await forEach(population.people, (person) => population.#equip(person));
    await forEach(population.people, (person) => population.#correspond(person));
    await forEach(population.people, (person, position) => {
      person.readableToken = population.people[(position + 1) % kIdentities].tokenId;
      return api.send({ path: `/api/v2/Tokens/${person.readableToken}`, token: person.accessToken });
    });
    return population;
  }

  /** New identities who have not logged in yet. */
  async register(count) {
    const challenge = await this.api.createChallenge();
    return forEach(numbers(count), async () => {
      const { request, password } = this.api.newIdentity(challenge);
      const { result } = await this.api.send(request);
      return { address: result.address, username: result.device.username, password };
    });
  }

  async #equip(person) {
    const token = person.accessToken;
    await this.api.createDatawallet(token);
    const { result: pushed } = await this.api.send({
      method: 'POST', path: '/api/v2/Datawallet/Modifications', token,
      json: { localIndex: -1, modifications: numbers(kModificationsEach).map((number) => modification(`object-${number}`)) },
    });
    person.newestIndex = pushed.newIndex;
    const { result } = await this.api.send({ method: 'POST', path: '/api/v2/Tokens', token, json: newToken() });
    person.tokenId = result.id;
    person.fileId = await this.api.upload(randomBytes(kFileBytes), inTenMinutes(), token);
  }

  /** Gets to know all correspondents, hears of their answers, and writes to them. */
  async #correspond(person) {
    const token = person.accessToken;
    const post = async (path, by, json) => (await this.api.send({ method: 'POST', path: `/api/v2/${path}`, token: by, json })).result;
    for (const other of this.correspondents) {
      const template = await post('RelationshipTemplates', other.accessToken, { content: randomText(kContentBytes) });
      const relationship = await post('Relationships', token, { relationshipTemplateId: template.id, creationContent: randomText(kContentBytes) });
      await this.api.send({ method: 'PUT', path: `/api/v2/Relationships/${relationship.id}/Accept`, token: other.accessToken, json: {} });
    }
    await this.api.confirmExternalEvents(token);
    for (let number = 0; number < kMessagesEach; number += 1) {
      await post('Messages', token, newMessage(this.correspondents[number % kCorrespondents]));
    }
  }

  async logIn(people = this.people) {
    await forEach(people, async (person) => {
      const answer = await this.api.send(this.api.login(person));
      person.accessToken = answer.access_token;
      person.tokenEnds = Date.now() + answer.expires_in * 1000;
    });
  }

  /** Renews the access tokens that end within so many seconds, and finds out where each datawallet stands. */
  async refresh(seconds) {
    const enough = Date.now() + (seconds + kSecondsToSpare) * 1000;
    await this.logIn([...this.people, ...this.correspondents].filter(({ tokenEnds }) => tokenEnds < enough));
    await forEach(this.people, async (person) => {
      person.newestIndex = await this.api.newestIndex(person.accessToken, person.newestIndex);
    });
  }
}
