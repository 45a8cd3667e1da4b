import { randomInt } from 'node:crypto';

export const oneOf = (things) => things[randomInt(things.length)];

/** Somebody with an identity, who knows what refusals to expect. */
export class Account {
  constructor(wire, ledger, identity) {
    this.wire = wire;
    this.ledger = ledger;
    this.identity = identity;
  }

  get address() {
    return this.identity.address;
  }

  /**
   * The result of a request; nothing when it was refused or there is no answer. A refusal must have one of the codes that a
   * well-behaved client can get while things break.
   */
  async ask(method, path, request = {}, refusals = []) {
    const answer = await this.wire.send(method, path, { ...request, token: this.identity.token });
    if (!answer) return undefined;
    if (answer.status === 401) {
      await this.wire.logIn(this.identity);
      return undefined;
    }
    if (answer.status < 300) return answer.text === '' ? {} : (JSON.parse(answer.text).result ?? {});
    if (answer.status < 500) {
      const code = codeOf(answer);
      this.ledger.refuse(code);
      if (!refusals.some((refusal) => code.endsWith(refusal))) {
        this.ledger.faults.push(`${method} ${path} was refused with ${code}`);
      }
    }
    return undefined;
  }
}

function codeOf({ status, text }) {
  try {
    return JSON.parse(text).error.code;
  } catch {
    return `status ${status}`;
  }
}

/** Does one of the actions: `[weight, action]`. */
export async function actByWeight(actions) {
  let left = randomInt(actions.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, action] of actions) {
    left -= weight;
    if (left < 0) return action();
  }
  return undefined;
}
