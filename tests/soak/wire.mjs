// Requests over a wire that breaks now and then.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { keypair, publicKeyWire, signWire } from '../contract/lib/crypto.mjs';

const kClient = { id: 'test', secret: 'test' };
const kPause = 50; // ms before somebody who got no answer asks again
const kSecondsToAnswer = 30;

export const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

export class Wire {
  constructor(base, ledger) {
    this.base = base;
    this.ledger = ledger;
  }

  /**
   * Sends a request once. Answers `{ status, text, bytes }`; nothing when the connection broke or the server was not ready, so
   * that nobody knows (or, when it was not ready, nothing was done). An answer that no client should get is noted as a fault.
   */
  async send(method, path, { token, json, form, multipart } = {}) {
    const headers = { 'X-Supported-Datawallet-Version': '1' };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (json !== undefined) headers['Content-Type'] = 'application/json';
    const body = json === undefined ? (multipart ?? (form && new URLSearchParams(form))) : JSON.stringify(json);
    this.ledger.requests += 1;
    let status, bytes;
    try {
      const answer = await fetch(this.base + path, { method, headers, body, signal: AbortSignal.timeout(kSecondsToAnswer * 1000) });
      status = answer.status;
      bytes = Buffer.from(await answer.arrayBuffer());
    } catch {
      this.ledger.unanswered += 1;
      await delay(kPause);
      return undefined;
    }
    const text = bytes.toString();
    if (status === 503) {
      this.ledger.unavailable += 1;
      await delay(kPause);
      return undefined;
    }
    if (status >= 500) this.ledger.faults.push(`${method} ${path} answered ${status} ${text.slice(0, 200)}`);
    return { status, text, bytes };
  }

  /** The same until there is an answer, for what may be done twice. */
  async insist(method, path, request) {
    for (;;) {
      const answer = await this.send(method, path, request);
      if (answer) return answer;
    }
  }

  /** A new challenge, signed. */
  async signChallenge(keys) {
    const { id, expiresAt } = resultOf(await this.insist('POST', '/api/v2/Challenges', { json: {} }));
    const challenge = JSON.stringify({ id, expiresAt, type: 'Identity' });
    return { challenge, signature: signWire(keys, challenge) };
  }

  /** A new identity with its tokens, as `{ address, keys, username, password, token }`. */
  async onboard() {
    const keys = keypair();
    const signedChallenge = await this.signChallenge(keys);
    const password = `Pw-1${randomBytes(12).toString('hex')}`;
    const json = {
      clientId: kClient.id, clientSecret: kClient.secret, identityPublicKey: publicKeyWire(keys), devicePassword: password,
      identityVersion: 1, signedChallenge,
    };
    const { address, device } = resultOf(await this.insist('POST', '/api/v2/Identities', { json }));
    const identity = { address, keys, username: device.username, password };
    await this.logIn(identity);
    return identity;
  }

  async logIn(identity) {
    const { username, password } = identity;
    const form = { grant_type: 'password', client_id: kClient.id, client_secret: kClient.secret, username, password };
    const answer = await this.insist('POST', '/connect/token', { form });
    if (answer.status !== 200) throw new Error(`${identity.address} cannot log in: ${answer.status} ${answer.text}`);
    identity.token = JSON.parse(answer.text).access_token;
  }
}

export function resultOf(answer) {
  if (answer.status >= 300) throw new Error(`answered ${answer.status} ${answer.text.slice(0, 300)}`);
  return JSON.parse(answer.text).result;
}
