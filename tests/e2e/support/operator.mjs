// The operator of the server, as the client's own test helpers act: with an API key and an XSRF pair.
import assert from 'node:assert/strict';

const kBase = `${process.env.NMSHD_TEST_ADMIN_BASEURL}/api/v1`;
const kKey = { 'x-api-key': process.env.NMSHD_TEST_ADMIN_APIKEY };

async function xsrfPair() {
  const answer = await fetch(`${kBase}/xsrf`, { headers: kKey });
  return { 'x-xsrf-token': await answer.text(), cookie: answer.headers.getSetCookie().join(',') };
}

async function ask(method, path, json, status) {
  const answer = await fetch(`${kBase}${path}`, {
    method,
    headers: { ...kKey, ...(await xsrfPair()), 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return text === '' ? undefined : JSON.parse(text).result;
}

/** Publishes an announcement for everybody, or for the accounts; answers its id. */
export async function announce({ texts, to = [], isSilent = true, severity = 'Low', actions = [], iqlQuery }) {
  const recipients = to.map(({ address }) => address);
  const { id } = await ask('POST', '/Announcements', { severity, isSilent, texts, recipients, actions, iqlQuery }, 201);
  return id;
}

export const withdraw = (id) => ask('DELETE', `/Announcements/${id}`, null, 204);
