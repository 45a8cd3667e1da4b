import { resultOf } from '../soak/wire.mjs';

/** Asks as somebody for something that must succeed: `(person, method, path, json) → result`, nothing if the answer is empty. */
export const asking = (wire) => async (person, method, path, json) => {
  const answer = await wire.insist(method, path, { token: person.identity.token, json });
  return answer.status < 300 && answer.text === '' ? undefined : resultOf(answer);
};

export const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

export const messageTo = (...people) => ({
  recipients: people.map(({ address }) => ({ address, encryptedKey: 'A'.repeat(80) })), body: 'AQID', attachments: [],
});
