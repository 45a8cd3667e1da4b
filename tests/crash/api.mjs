// The few requests of the Consumer API that the crash tests need.
import { randomBytes } from 'node:crypto';
import { keypair, publicKeyWire, signWire } from '../contract/lib/crypto.mjs';

const kClient = { id: 'test', secret: 'test' };

/** A request that the server has answered with an error. */
export class Refused extends Error {
  constructor(method, path, status, text) {
    super(`${method} ${path} answered ${status} ${text.slice(0, 200)}`);
    this.status = status;
  }
}

/** The connection broke before the answer was complete: nobody knows whether the request was carried out. */
export class NoAnswer extends Error {}

/** Talks to one server, as `actor` if there is one (`{ accessToken }`). */
export class Api {
  constructor(base) {
    this.base = base;
  }

  async send(method, path, { actor, json, form } = {}) {
    const headers = { 'X-Supported-Datawallet-Version': '1' };
    if (actor) {
      headers.Authorization = `Bearer ${actor.accessToken}`;
    }
    let body;
    if (json !== undefined) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(json);
    } else if (form !== undefined) {
      body = new URLSearchParams(form);
    }
    const text = await this.#answerTo(method, path, { headers, body });
    return text === '' ? undefined : JSON.parse(text);
  }

  async upload(content, actor) {
    const body = new FormData();
    body.set('content', new Blob([content]), 'cipher.bin');
    for (const name of ['cipherHash', 'ownerSignature', 'encryptedProperties']) {
      body.set(name, 'AAAA');
    }
    body.set('expiresAt', new Date(Date.now() + 3_600_000).toISOString());
    const headers = { Authorization: `Bearer ${actor.accessToken}` };
    return JSON.parse(await this.#answerTo('POST', '/api/v2/Files', { headers, body }));
  }

  download(id, actor) {
    return this.#answerTo('GET', `/api/v2/Files/${id}`, { headers: { Authorization: `Bearer ${actor.accessToken}` } });
  }

  async #answerTo(method, path, request) {
    const { status, text } = await exchange(this.base + path, { method, ...request });
    if (status >= 400) {
      throw new Refused(method, path, status, text);
    }
    return text;
  }

  /** All pages of a list. */
  async list(path, actor) {
    const all = [];
    for (let page = 1; ; page += 1) {
      const { result, pagination } = await this.send('GET', `${path}?pageSize=200&pageNumber=${page}`, { actor });
      all.push(...result);
      if (page >= (pagination?.totalPages ?? 1)) {
        return all;
      }
    }
  }

  /** The tokens of these ids, asked for in portions that fit into a request line. */
  async tokens(ids, actor) {
    const found = [];
    for (let first = 0; first < ids.length; first += 100) {
      const query = ids.slice(first, first + 100).map((id) => `ids=${id}`).join('&');
      found.push(...(await this.send('GET', `/api/v2/Tokens?pageSize=200&${query}`, { actor })).result);
    }
    return found;
  }

  async createChallenge(actor) {
    return (await this.send('POST', '/api/v2/Challenges', { actor, json: {} })).result;
  }

  /** What `createIdentity` sends: it can be sent again if the answer got lost. */
  async prepareIdentity() {
    const keys = keypair();
    const { id, expiresAt } = await this.createChallenge();
    const challenge = JSON.stringify({ id, expiresAt, type: 'Identity' });
    return {
      clientId: kClient.id,
      clientSecret: kClient.secret,
      identityPublicKey: publicKeyWire(keys),
      devicePassword: `Pw-1${randomBytes(12).toString('hex')}`,
      identityVersion: 1,
      signedChallenge: { challenge, signature: signWire(keys, challenge) },
    };
  }

  async createIdentity(prepared) {
    const { result } = await this.send('POST', '/api/v2/Identities', { json: prepared });
    return { address: result.address, username: result.device.username, password: prepared.devicePassword };
  }

  async logIn(identity) {
    const { access_token: accessToken } = await this.send('POST', '/connect/token', {
      form: {
        grant_type: 'password',
        client_id: kClient.id,
        client_secret: kClient.secret,
        username: identity.username,
        password: identity.password,
      },
    });
    identity.accessToken = accessToken;
    return identity;
  }

  /** A new identity, logged in. */
  async onboard() {
    return this.logIn(await this.createIdentity(await this.prepareIdentity()));
  }

  async createDatawallet(actor) {
    const run = await this.send('POST', '/api/v2/SyncRuns', { actor, json: { type: 'DatawalletVersionUpgrade' } });
    const path = `/api/v2/SyncRuns/${run.result.syncRun.id}/FinalizeDatawalletVersionUpgrade`;
    await this.send('PUT', path, { actor, json: { newDatawalletVersion: 1 } });
  }
}

async function exchange(url, request) {
  try {
    const answer = await fetch(url, request);
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new NoAnswer(`${request.method} ${url}: ${error.cause?.message ?? error.message}`);
  }
}
