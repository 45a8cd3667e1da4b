// Somebody who does what an app does, with a set of friends. Relationships of friends are terminated and reactivated, but never
// decomposed: so none of their external events is ever deleted.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Account, actByWeight, oneOf } from './account.mjs';
import { base64url, resultOf } from './wire.mjs';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const kRunning = 'cannotStartSyncRunWhenAnotherSyncRunIsRunning';
const kWrongStatus = 'relationshipIsNotInCorrectStatus';

export class Person extends Account {
  /** Each with `address` and `relationshipId`. */
  friends = [];
  #localIndex = -1;

  static async create(wire, ledger) {
    const person = new Person(wire, ledger, await wire.onboard());
    ledger.modifications.set(person.address, new Map());
    const token = person.identity.token;
    const run = resultOf(await wire.insist('POST', '/api/v2/SyncRuns', { token, json: { type: 'DatawalletVersionUpgrade' } }));
    const path = `/api/v2/SyncRuns/${run.syncRun.id}/FinalizeDatawalletVersionUpgrade`;
    resultOf(await wire.insist('PUT', path, { token, json: { newDatawalletVersion: 1 } }));
    return person;
  }

  act() {
    return actByWeight([
      [40, () => this.sync()],
      [8, () => this.ask('GET', `/api/v2/Datawallet/Modifications?localIndex=${this.#localIndex}`)],
      [8, () => this.ask('GET', '/api/v2/Messages')],
      [8, () => this.#readToken()],
      [2, () => this.wire.logIn(this.identity)],
      [16, () => this.#send()],
      [3, () => this.#createToken()],
      [6, () => this.#push()],
      [3, () => this.#upload()],
      [3, () => this.#download()],
      [2, () => this.#pause()],
    ]);
  }

  /** Fetches and confirms what others did. */
  async sync() {
    const started = await this.ask('POST', '/api/v2/SyncRuns', { json: { type: 'ExternalEventSync' } }, [kRunning]);
    if (!started?.syncRun) return;
    const events = await this.#eventsOf(started.syncRun);
    if (!events) return;
    const results = events.map(({ id }) => ({ externalEventId: id }));
    const path = `/api/v2/SyncRuns/${started.syncRun.id}/FinalizeExternalEventSync`;
    await this.ask('PUT', path, { json: { externalEventResults: results, datawalletModifications: [] } }, ['syncRunAlreadyFinalized']);
  }

  async #eventsOf({ id, eventCount }) {
    const events = [];
    for (let page = 1; events.length < eventCount; page += 1) {
      const path = `/api/v2/SyncRuns/${id}/ExternalEvents?pageNumber=${page}&pageSize=200`;
      const found = await this.ask('GET', path, {}, ['syncRunAlreadyFinalized']);
      if (!found) return undefined;
      if (found.length === 0) {
        this.ledger.faults.push(`sync run ${id} has ${events.length} of ${eventCount} events`);
        return undefined;
      }
      events.push(...found);
    }
    return events;
  }

  async #send() {
    const first = oneOf(this.friends);
    const second = oneOf(this.friends);
    const recipients = first === second || randomInt(4) > 0 ? [first] : [first, second];
    const body = base64url(randomBytes(200 + randomInt(1000)));
    const json = { recipients: recipients.map(({ address }) => ({ address, encryptedKey: base64url(randomBytes(60)) })), body, attachments: [] };
    const sent = await this.ask('POST', '/api/v2/Messages', { json }, ['maxNumberOfUnreceivedMessagesReached']);
    if (sent) this.ledger.messages.set(sent.id, { sender: this.address, recipients: recipients.map(({ address }) => address), body });
  }

  async #createToken() {
    const content = base64url(randomBytes(500));
    const created = await this.ask('POST', '/api/v2/Tokens', { json: { content, expiresAt: inAnHour() } });
    if (created) this.ledger.tokens.set(created.id, content);
  }

  async #readToken() {
    const ids = [...this.ledger.tokens.keys()];
    if (ids.length > 0) await this.ask('GET', `/api/v2/Tokens/${oneOf(ids)}`);
  }

  async #push() {
    const modifications = Array.from({ length: 1 + randomInt(3) }, (_, part) => ({
      objectIdentifier: `object ${randomInt(50)}/${part}`, collection: 'Settings', type: 'Update', payloadCategory: 'Content',
      encryptedPayload: base64url(randomBytes(300)), datawalletVersion: 1,
    }));
    const json = { localIndex: this.#localIndex, modifications };
    const stale = ['datawalletNotUpToDate', 'cannotPushDatawalletModificationsDuringActiveSyncRun'];
    const pushed = await this.ask('POST', '/api/v2/Datawallet/Modifications', { json }, stale);
    if (!pushed) return this.#catchUp();
    this.#localIndex = pushed.newIndex;
    pushed.modifications.forEach(({ id, index }) => this.ledger.modifications.get(this.address).set(id, index));
    return undefined;
  }

  /** A push that got no answer may have been carried out. */
  async #catchUp() {
    for (let page = 1; ; page += 1) {
      const path = `/api/v2/Datawallet/Modifications?localIndex=${this.#localIndex}&pageSize=200`;
      const found = await this.ask('GET', path);
      if (!found || found.length === 0) return;
      this.#localIndex = found.at(-1).index;
    }
  }

  async #upload() {
    const content = randomBytes(1000 + randomInt(200_000));
    const multipart = new FormData();
    multipart.set('content', new Blob([content]), 'cipher.bin');
    multipart.set('cipherHash', base64url(createHash('sha512').update(content).digest()));
    multipart.set('ownerSignature', base64url(randomBytes(64)));
    multipart.set('encryptedProperties', base64url(randomBytes(100)));
    multipart.set('expiresAt', inAnHour());
    const uploaded = await this.ask('POST', '/api/v2/Files', { multipart });
    if (uploaded) this.ledger.files.set(uploaded.id, createHash('sha256').update(content).digest('hex'));
  }

  async #download() {
    const ids = [...this.ledger.files.keys()];
    if (ids.length === 0) return;
    const id = oneOf(ids);
    const answer = await this.wire.send('GET', `/api/v2/Files/${id}`, { token: this.identity.token });
    if (answer?.status === 401) await this.wire.logIn(this.identity);
    if (answer?.status !== 200) return;
    if (createHash('sha256').update(answer.bytes).digest('hex') !== this.ledger.files.get(id)) {
      this.ledger.faults.push(`file ${id} came back changed`);
    }
  }

  /** Terminates a friendship and lets the other one reactivate it. */
  async #pause() {
    const { person, relationshipId } = oneOf(this.friends);
    const open = [kWrongStatus, 'cannotRequestReactivationWhenThereIsAnOpenReactivationRequest', 'noAcceptableRelationshipReactivationRequestExists'];
    const path = `/api/v2/Relationships/${relationshipId}`;
    await this.ask('PUT', `${path}/Terminate`, {}, open);
    await person.ask('PUT', `${path}/Reactivate`, {}, open);
    await this.ask('PUT', `${path}/Reactivate/Accept`, {}, open);
  }
}

/** Everybody gets an active relationship with everybody. */
export async function befriendAll(people) {
  for (const [position, owner] of people.entries()) {
    for (const other of people.slice(position + 1)) {
      const template = resultOf(await owner.wire.insist('POST', '/api/v2/RelationshipTemplates', { token: owner.identity.token, json: { content: 'AQID' } }));
      const json = { relationshipTemplateId: template.id, creationContent: 'AQID' };
      const { id } = resultOf(await other.wire.insist('POST', '/api/v2/Relationships', { token: other.identity.token, json }));
      resultOf(await owner.wire.insist('PUT', `/api/v2/Relationships/${id}/Accept`, { token: owner.identity.token, json: {} }));
      owner.friends.push({ address: other.address, person: other, relationshipId: id });
      other.friends.push({ address: owner.address, person: owner, relationshipId: id });
    }
  }
}
