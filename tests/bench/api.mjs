// The requests of the Consumer API with which the benchmark prepares a server.
import { randomBytes } from 'node:crypto';
import { keypair, publicKeyWire, signWire } from '../contract/lib/crypto.mjs';

function resultOf({ method = 'GET', path }, { status, body }) {
  if (status >= 300) {
    throw new Error(`${method} ${path} answered ${status} ${body.slice(0, 300)}`);
  }
  return JSON.parse(body);
}

export class Api {
  /** @param {string} base URL of the server  @param {{ id: string, secret: string }} client */
  constructor(base, client) {
    this.base = base;
    this.client = client;
  }

  /** Sends a request as `requestText` in load.mjs understands it; answers `{ status, body }`. */
  async exchange({ method = 'GET', path, token, json, form }) {
    const headers = { 'X-Supported-Datawallet-Version': '1' };
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    if (json !== undefined || form !== undefined) {
      headers['Content-Type'] = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
    }
    const body = json === undefined ? form : JSON.stringify(json);
    const answer = await fetch(this.base + path, { method, headers, body });
    return { status: answer.status, body: await answer.text() };
  }

  /** The same for a request that must succeed; answers what the JSON body says. */
  async send(request) {
    return resultOf(request, await this.exchange(request));
  }

  /** Uploads a file; answers its id. */
  async upload(content, expiresAt, token) {
    const form = new FormData();
    form.set('content', new Blob([content]), 'cipher.bin');
    const texts = { cipherHash: 'AAAA', ownerSignature: 'AAAA', encryptedProperties: 'AAAA', expiresAt };
    Object.entries(texts).forEach(([name, text]) => form.set(name, text));
    const request = { method: 'POST', path: '/api/v2/Files' };
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(this.base + request.path, { method: request.method, headers, body: form });
    return resultOf(request, { status: answer.status, body: await answer.text() }).result.id;
  }

  async createChallenge() {
    const { result } = await this.send({ method: 'POST', path: '/api/v2/Challenges', json: {} });
    return JSON.stringify({ id: result.id, expiresAt: result.expiresAt, type: 'Identity' });
  }

  /** The request that creates a new identity with the challenge, and the password of its device. */
  newIdentity(challenge) {
    const keys = keypair();
    const password = `Pw-1${randomBytes(12).toString('hex')}`;
    const json = {
      clientId: this.client.id,
      clientSecret: this.client.secret,
      identityPublicKey: publicKeyWire(keys),
      devicePassword: password,
      identityVersion: 1,
      signedChallenge: { challenge, signature: signWire(keys, challenge) },
    };
    return { request: { method: 'POST', path: '/api/v2/Identities', json }, password };
  }

  login({ username, password }) {
    const form = new URLSearchParams({
      grant_type: 'password', client_id: this.client.id, client_secret: this.client.secret, username, password,
    });
    return { method: 'POST', path: '/connect/token', form: form.toString() };
  }

  async createDatawallet(token) {
    const { result } = await this.send({
      method: 'POST', path: '/api/v2/SyncRuns', token, json: { type: 'DatawalletVersionUpgrade' },
    });
    await this.send({
      method: 'PUT', path: `/api/v2/SyncRuns/${result.syncRun.id}/FinalizeDatawalletVersionUpgrade`, token,
      json: { newDatawalletVersion: 1 },
    });
  }

  /** Fetches and confirms what others did, so that a sync run finds nothing new. At most one page of it. */
  async confirmExternalEvents(token) {
    const { result: started } = await this.send({
      method: 'POST', path: '/api/v2/SyncRuns', token, json: { type: 'ExternalEventSync' },
    });
    if (started.status !== 'Created') {
      return;
    }
    const run = `/api/v2/SyncRuns/${started.syncRun.id}`;
    const { result: events } = await this.send({ path: `${run}/ExternalEvents?pageSize=200`, token });
    await this.send({
      method: 'PUT', path: `${run}/FinalizeExternalEventSync`, token,
      json: { externalEventResults: events.map(({ id }) => ({ externalEventId: id })), datawalletModifications: [] },
    });
  }

  /** Index of the newest modification behind `index`, or `index` if there is none. */
  async newestIndex(token, index) {
    for (;;) {
      const path = `/api/v2/Datawallet/Modifications?localIndex=${index}&pageSize=200`;
      const { result } = await this.send({ path, token });
      if (result.length === 0) {
        return index;
      }
      index = result.at(-1).index;
    }
  }
}
