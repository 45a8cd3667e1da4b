// Writers remember what they sent and what was acknowledged, so that they can tell after a crash whether all of it is
// there. Each has `prepare(api)`, `write(api)` which sends one request, and `check(api)` which answers a list of problems.
import { randomUUID } from 'node:crypto';
import { Refused } from './api.mjs';

const base64url = (text) => Buffer.from(text).toString('base64url');

export class TokenWriter {
  static rule = 'every acknowledged token is there and whole';
  acknowledged = new Map();

  async prepare(api) {
    this.owner = await api.onboard();
  }

  async write(api) {
    const content = base64url(randomUUID().repeat(20));
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { result } = await api.send('POST', '/api/v2/Tokens', { actor: this.owner, json: { content, expiresAt } });
    this.acknowledged.set(result.id, content);
  }

  async check(api) {
    await api.logIn(this.owner);
    const stored = new Map((await api.tokens([...this.acknowledged.keys()], this.owner)).map(({ id, content }) => [id, content]));
    const lost = [...this.acknowledged].filter(([id, content]) => stored.get(id) !== content);
    return lost.map(([id]) => `token ${id} was acknowledged and is ${stored.has(id) ? 'changed' : 'lost'}`);
  }
}

const kModificationsPerPush = 3;

export class DatawalletWriter {
  static rule = 'every acknowledged push to a datawallet is there, pushes are whole, and indexes have no gaps';
  acknowledged = new Map();
  #pushes = 0;
  #localIndex = -1;

  async prepare(api) {
    this.owner = await api.onboard();
    await api.createDatawallet(this.owner);
  }

  async write(api) {
    const push = this.#pushes;
    this.#pushes += 1;
    const modifications = Array.from({ length: kModificationsPerPush }, (_, part) => ({
      objectIdentifier: `${push}/${part}`,
      collection: 'Settings',
      type: 'Create',
      payloadCategory: null,
      encryptedPayload: base64url(`push ${push} part ${part}`),
      datawalletVersion: 1,
    }));
    const { result } = await api.send('POST', '/api/v2/Datawallet/Modifications', {
      actor: this.owner,
      json: { localIndex: this.#localIndex, modifications },
    });
    this.#localIndex = result.newIndex;
    result.modifications.forEach(({ id, index }, part) => this.acknowledged.set(id, { index, object: `${push}/${part}` }));
  }

  async check(api) {
    await api.logIn(this.owner);
    const stored = await api.list('/api/v2/Datawallet/Modifications', this.owner);
    const problems = [];
    const byId = new Map(stored.map((modification) => [modification.id, modification]));
    for (const [id, { index, object }] of this.acknowledged) {
      const found = byId.get(id);
      if (found?.index !== index || found?.objectIdentifier !== object) {
        problems.push(`modification ${id} was acknowledged and is ${found ? 'changed' : 'lost'}`);
      }
    }
    const parts = new Map();
    stored.forEach(({ index, objectIdentifier, encryptedPayload }, position) => {
      const [push, part] = objectIdentifier.split('/');
      parts.set(push, (parts.get(push) ?? 0) + 1);
      if (index !== position) {
        problems.push(`the modification at position ${position} has the index ${index}`);
      }
      if (encryptedPayload !== base64url(`push ${push} part ${part}`)) {
        problems.push(`modification ${objectIdentifier} has a payload that nobody sent`);
      }
    });
    for (const [push, count] of parts) {
      if (count !== kModificationsPerPush) {
        problems.push(`of push ${push} only ${count} modifications are there`);
      }
    }
    return problems;
  }
}

export class ChallengeWriter {
  static rule = 'every acknowledged challenge is there';
  acknowledged = new Map();

  async prepare(api) {
    this.owner = await api.onboard();
  }

  async write(api) {
    const { id, expiresAt } = await api.createChallenge(this.owner);
    this.acknowledged.set(id, expiresAt);
  }

  async check(api) {
    await api.logIn(this.owner);
    const problems = [];
    for (const [id, expiresAt] of this.acknowledged) {
      const found = await foundOrUndefined(api.send('GET', `/api/v2/Challenges/${id}`, { actor: this.owner }));
      if (found?.result.expiresAt !== expiresAt) {
        problems.push(`challenge ${id} was acknowledged and is ${found ? 'changed' : 'lost'}`);
      }
    }
    return problems;
  }
}

export class IdentityWriter {
  static rule = 'every acknowledged identity can log in, and one without an answer was created wholly or not at all';
  acknowledged = new Map();
  #unanswered;

  async prepare() {}

  async write(api) {
    const prepared = await api.prepareIdentity();
    this.#unanswered = prepared;
    const identity = await api.createIdentity(prepared);
    this.#unanswered = undefined;
    this.acknowledged.set(identity.address, identity);
  }

  async check(api) {
    const problems = [];
    await this.#askAgain(api).catch((error) => problems.push(`an identity was half created: ${error.message}`));
    for (const identity of this.acknowledged.values()) {
      await api
        .logIn(identity)
        .catch((error) => problems.push(`identity ${identity.address} was acknowledged and cannot log in: ${error.message}`));
    }
    return problems;
  }

  /** Either nothing was done, and it can be done now, or the identity is there, and the request is refused properly. */
  async #askAgain(api) {
    const prepared = this.#unanswered;
    this.#unanswered = undefined;
    if (prepared) {
      try {
        const identity = await api.createIdentity(prepared);
        this.acknowledged.set(identity.address, identity);
      } catch (error) {
        if (!(error instanceof Refused) || error.status >= 500) {
          throw error;
        }
      }
    }
  }
}

const kSizesOfFiles = [1, 1000, 200_000, 1_000_000];

export class FileWriter {
  static rule = 'every acknowledged file is there and whole, and no file is without its content';
  acknowledged = new Map();

  async prepare(api) {
    this.owner = await api.onboard();
  }

  async write(api) {
    const size = kSizesOfFiles[this.acknowledged.size % kSizesOfFiles.length];
    const content = randomUUID().repeat(size / 36 + 1).slice(0, size);
    const { result } = await api.upload(content, this.owner);
    this.acknowledged.set(result.id, content);
  }

  async check(api) {
    await api.logIn(this.owner);
    const problems = [];
    const stored = new Set();
    for (const { id, cipherSize } of await api.list('/api/v2/Files', this.owner)) {
      stored.add(id);
      const content = await foundOrUndefined(api.download(id, this.owner));
      if (content?.length !== cipherSize || content !== (this.acknowledged.get(id) ?? content)) {
        problems.push(`the content of file ${id} is ${content === undefined ? 'lost' : 'changed'}`);
      }
    }
    const lost = [...this.acknowledged.keys()].filter((id) => !stored.has(id));
    return [...problems, ...lost.map((id) => `file ${id} was acknowledged and is lost`)];
  }
}

async function foundOrUndefined(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}
