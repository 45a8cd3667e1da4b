// What is measured. The targets are those of the project for PostgreSQL on a machine with two cores that the load
// generator shares. `statements` is what a request costs in the database; limits.mjs runs the same number of plain ones.
import { journeyText, markerOfUser, oneConnectionEach, probe, replay, requestText } from './load.mjs';
import { modification } from './population.mjs';
import { listsOf, messagesOf, mixedRequests, modificationsOf, newestModifications, newTokenOf, pollOf, tokensOf } from './requests.mjs';

const kPlaceOfIndex = '#'.repeat(12);
const kPauseOfProbe = 10; // ms

/** Sends the requests over and over, after the first of them was answered as it should be. */
async function replayed(stage, requests, { status, text = '' }) {
  const answer = await stage.api.exchange(requests[0]);
  if (answer.status !== status || !answer.body.includes(text)) {
    throw new Error(`${requests[0].path} answered ${answer.status} ${answer.body.slice(0, 200)}`);
  }
  const entries = requests.map((request) => requestText(stage.api.base, request));
  return stage.measure(({ base, seconds }) => replay({ base, seconds, entries }));
}

const everybody = (stage, requestOf) => stage.population.people.flatMap((person) => requestOf(person));

function poll(stage) {
  return replayed(stage, everybody(stage, pollOf), { status: 200, text: 'NoNewEvents' });
}

function readDatawallet(stage) {
  return replayed(stage, everybody(stage, newestModifications), { status: 200 });
}

/** The four pages of the first 200 modifications. */
function pageOfDatawallet(stage) {
  const pages = [1, 2, 3, 4];
  const requests = everybody(stage, (person) => pages.map((page) => modificationsOf(person, `localIndex=-1&pageNumber=${page}`)));
  return replayed(stage, requests, { status: 200, text: 'object-49' });
}

function listMessages(stage) {
  return replayed(stage, everybody(stage, listsOf), { status: 200, text: '"totalRecords":' });
}

/** The next recipient is another one each time. */
function sendMessage(stage) {
  const requests = stage.population.people.map(messagesOf(stage.population.correspondents));
  const inTurns = requests[0].flatMap((_, recipient) => requests.map((ofPerson, person) => ofPerson[(recipient + person) % ofPerson.length]));
  return replayed(stage, inTurns, { status: 201 });
}

function readToken(stage) {
  return replayed(stage, everybody(stage, tokensOf), { status: 200 });
}

function download(stage) {
  const requests = everybody(stage, ({ accessToken: token, fileId }) => ({ path: `/api/v2/Files/${fileId}`, token }));
  return replayed(stage, requests, { status: 200 });
}

function createToken(stage) {
  return replayed(stage, everybody(stage, newTokenOf), { status: 201 });
}

/** One connection an identity, since each push must name the index that the one before has got. */
function push(stage) {
  const entries = everybody(stage, ({ accessToken: token, newestIndex }) => {
    const json = { localIndex: kPlaceOfIndex, modifications: [modification('object-0', 'Update')] };
    const text = requestText(stage.api.base, { method: 'POST', path: '/api/v2/Datawallet/Modifications', token, json });
    return `${newestIndex} ${text.replace(`"${kPlaceOfIndex}"`, `${kPlaceOfIndex}##`)}`;
  });
  return stage.measure(({ base, seconds }) => oneConnectionEach({ base, seconds, entries, script: 'push' }));
}

function createChallenge(stage) {
  return replayed(stage, [{ method: 'POST', path: '/api/v2/Challenges', json: {} }], { status: 201 });
}

function logInAgain(stage) {
  const requests = everybody(stage, (person) => stage.api.login(person));
  return replayed(stage, requests, { status: 200, text: 'access_token' });
}

function mixed(stage) {
  return replayed(stage, mixedRequests(stage.population), { status: 200 });
}

/** Everybody logs in once on a server that has seen none of their passwords, and somebody else polls now and then. */
async function logInFirstTime(stage) {
  const newcomers = await stage.population.register(stage.enoughForHashing());
  await stage.restart();
  const bystander = stage.population.people[0];
  await stage.population.logIn([bystander]);

  const entries = newcomers.map((newcomer) => journeyText(stage.api.base, [stage.api.login(newcomer)]));
  const polls = [requestText(stage.api.base, pollOf(bystander))];
  return stage.measure(async ({ base, seconds }) => {
    const [result, meanwhile] = await Promise.all([
      oneConnectionEach({ base, seconds, entries, script: 'journeys' }),
      probe({ base, seconds, entries: polls, pause: kPauseOfProbe }),
    ]);
    return { ...result, meanwhile: { title: '  a poll now and then meanwhile', ...meanwhile } };
  });
}

/** The challenge that is signed is made before, since wrk cannot sign; the one of the journey only costs its price. */
async function onboard(stage) {
  const { api } = stage;
  const challenge = await api.createChallenge();
  const entries = Array.from({ length: stage.enoughForHashing() }, () => {
    const { request, password } = api.newIdentity(challenge);
    const first = { method: 'POST', path: '/api/v2/Challenges', json: {} };
    return journeyText(api.base, [first, request, api.login({ username: markerOfUser, password })]);
  });
  return stage.measure(({ base, seconds }) => oneConnectionEach({ base, seconds, entries, script: 'journeys' }));
}

/**
 * What an operator asks for while looking through very many identities: pages of 25 by several filters, in several orders, and
 * from somewhere in the middle.
 */
function listIdentities(withCount) {
  return async (stage) => {
    stage.addIdentities();
    const filters = [
      "tier/Id eq 'TIRgenerated00000001'", "createdWithClient eq 'client-7' and numberOfDevices ge 2", 'createdAt ge 2025-01-31', "contains(address, 'ab')",
    ];
    const orders = ['createdAt desc', 'lastLoginAt desc', 'numberOfDevices asc', 'address asc'];
    const requests = filters.flatMap((filter) => orders.flatMap((order) => [0, 25, 100].map((skip) => ({
      path: `/odata/Identities?${new URLSearchParams({ $filter: filter, $orderby: order, $top: 25, $skip: skip, $expand: 'Tier', $count: withCount })}`,
      apiKey: 'test',
    }))));
    const base = stage.server.admin;
    const answer = await fetch(base + requests[0].path, { headers: { 'X-API-KEY': 'test' } });
    const { value } = await answer.json();
    if (value?.length !== 25) throw new Error(`${requests[0].path} answered ${answer.status} with ${value?.length} identities`);
    return stage.measure(({ seconds }) => replay({ base, seconds, entries: requests.map((request) => requestText(base, request)) }));
  };
}

export const scenarios = [
  { name: 'poll', title: 'sync poll, nothing new', target: 14_000, statements: { reads: 1 }, run: poll },
  { name: 'datawallet', title: 'datawallet read, nothing new', target: 14_000, statements: { reads: 1 }, run: readDatawallet },
  { name: 'page', title: 'datawallet page of 50', target: 5_000, statements: { reads: 1, rows: 50 }, run: pageOfDatawallet },
  { name: 'list', title: 'list messages, page of 50', target: 1_500, statements: { reads: 2, rows: 50 }, run: listMessages },
  { name: 'token', title: 'get token', target: 14_000, statements: { reads: 1 }, run: readToken },
  { name: 'download', title: 'file download, 64 KB', target: 7_000, statements: { reads: 1 }, run: download },
  { name: 'create-token', title: 'create token, 1 KB', target: 5_000, statements: { writes: 2 }, run: createToken },
  { name: 'send', title: 'send message, 1 KB', target: 2_000, statements: { reads: 1, writes: 5 }, run: sendMessage },
  { name: 'push', title: 'datawallet push, 300 B', target: 3_500, statements: { writes: 3 }, run: push },
  { name: 'challenge', title: 'challenge', target: 6_000, statements: { writes: 1, durable: false }, run: createChallenge },
  { name: 'login', title: 'login, same credential again', target: 8_000, statements: { reads: 1 }, run: logInAgain },
  { name: 'mixed', title: 'mixed', target: 4_000, statements: { reads: 1 }, run: mixed },
  { name: 'first-login', title: 'login, first time', statements: { reads: 2, writes: 2 }, hashes: 1, run: logInFirstTime },
  { name: 'onboarding', title: 'onboarding', target: 30, statements: { reads: 8, writes: 10 }, hashes: 1, run: onboard },
  // At the end, since the identities stay.
  { name: 'overview', title: 'page of 100,000 identities', statements: { reads: 1, rows: 25 }, onlyOurs: true, run: listIdentities(false) },
  { name: 'overview-count', title: 'the same with their count', statements: { reads: 2, rows: 25 }, onlyOurs: true, run: listIdentities(true) },
];
