// What must hold whatever happened, read from the API and from the tables.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

/** Answers `{ rule, count, problems }` for each rule. */
export async function checkInvariants({ database, blobs, ledger, friends, wire }) {
  const tables = (sql) => query(database, sql);
  return [
    { rule: 'no answer was a fault', count: ledger.requests, problems: ledger.faults },
    everyMessageHasItsEvents(tables, ledger),
    ...indexesWithoutGaps(tables),
    ...relationshipsFollowTheirLogs(tables),
    atMostOneLivingRelationship(tables),
    usageIsWhatIsThere(tables),
    await acknowledgedMessagesAreRead(ledger, friends),
    await acknowledgedTokensAreThere(ledger, friends[0]),
    acknowledgedPushesAreThere(tables, ledger),
    blobsOfAllFiles(tables, blobs),
    await acknowledgedFilesAreWhole(ledger, friends[0], wire),
  ];
}

function query({ backend, connection }, sql) {
  const text =
    backend === 'sqlite'
      ? execFileSync('sqlite3', ['-json', connection, sql], { maxBuffer: 2 ** 30 })
      : execFileSync('psql', ['--no-psqlrc', '--quiet', '-At', '--dbname', connection, '--command', `SELECT coalesce(json_agg(t), '[]') FROM (${sql}) t`], {
          maxBuffer: 2 ** 30,
        });
  return JSON.parse(text.toString() || '[]');
}

function everyMessageHasItsEvents(tables, ledger) {
  const events = new Map();
  for (const { owner, payload } of tables('SELECT owner, payload FROM external_events WHERE type = 0')) {
    const key = `${JSON.parse(payload).id} to ${owner}`;
    events.set(key, (events.get(key) ?? 0) + 1);
  }
  const sent = tables('SELECT message_id, address FROM message_recipients');
  const keys = new Set(sent.map(({ message_id, address }) => `${message_id} to ${address}`));
  const problems = [...keys].filter((key) => events.get(key) !== 1).map((key) => `message ${key} has ${events.get(key) ?? 0} events`);
  for (const [id, { recipients }] of ledger.messages) {
    problems.push(...recipients.filter((address) => !keys.has(`${id} to ${address}`)).map((address) => `message ${id} to ${address} is lost`));
  }
  problems.push(...[...events.keys()].filter((key) => !keys.has(key)).map((key) => `there is an event, but no message ${key}`));
  return { rule: 'each message has exactly one event at each recipient', count: keys.size, problems };
}

/** The numbers that quotas go by, against the rows that they stand for (docs/protocol/quotas.md §10). */
function usageIsWhatIsThere(tables) {
  const usages = tables(`
    SELECT u.owner, u.metric, u.total, coalesce(sum(c.amount), 0) AS counted
    FROM quota_usage u LEFT JOIN (
      SELECT created_by AS owner, 1 AS metric, 1 AS amount FROM messages
      UNION ALL SELECT from_address, 2, 1 FROM relationships
                WHERE status IN (10, 20, 50) OR (status = 60 AND to_has_decomposed = 1)
      UNION ALL SELECT to_address, 2, 1 FROM relationships
                WHERE status IN (20, 50) OR (status = 60 AND from_has_decomposed = 1)
      UNION ALL SELECT created_by, 3, 1 FROM relationship_templates
      UNION ALL SELECT created_by, 4, 1 FROM files
      UNION ALL SELECT created_by, 5, 1 FROM tokens
      UNION ALL SELECT created_by, 6, cipher_size FROM files) c ON c.owner = u.owner AND c.metric = u.metric
    GROUP BY u.owner, u.metric, u.total`);
  const problems = usages
    .filter(({ total, counted }) => Number(total) !== Number(counted))
    .map(({ owner, metric, total, counted }) => `${owner} has ${counted} of metric ${metric}, not ${total}`);
  return { rule: 'what is counted for quotas is what is there', count: usages.length, problems };
}

/** Nothing here deletes events, runs or modifications, so their indexes count up from 0. */
function indexesWithoutGaps(tables) {
  const kinds = [
    ['external events', 'external_events', 'owner', 'event_index', 'next_external_event_index'],
    ['datawallet modifications', 'datawallet_modifications', 'owner', 'modification_index', 'next_modification_index'],
    ['sync runs', 'sync_runs', 'created_by', 'run_index', 'next_sync_run_index'],
  ];
  return kinds.map(([title, table, owner, index, next]) => {
    const rows = tables(
      `SELECT s.owner, s.${next} AS next, (SELECT count(*) FROM ${table} t WHERE t.${owner} = s.owner) AS number,
              (SELECT max(${index}) FROM ${table} t WHERE t.${owner} = s.owner) AS highest FROM sync_states s`,
    );
    const wrong = rows.filter(({ next: expected, number, highest }) => number !== expected || (highest ?? -1) !== expected - 1);
    const problems = wrong.map((row) => `${row.owner} has ${row.number} ${title} up to index ${row.highest}, and the next is ${row.next}`);
    return { rule: `the indexes of ${title} have no gap`, count: rows.filter(({ number }) => number > 0).length, problems };
  });
}

const kNext = {
  0: [[null, 10]], // Creation
  1: [[10, 20]], // AcceptanceOfCreation
  2: [[10, 30]], // RejectionOfCreation
  3: [[10, 40]], // RevocationOfCreation
  4: [[20, 50]], // Termination
  5: [[50, 50]], // ReactivationRequested
  6: [[50, 20]], // AcceptanceOfReactivation
  7: [[50, 50]], // RejectionOfReactivation
  8: [[50, 50]], // RevocationOfReactivation
  9: [[30, 60], [40, 60], [50, 60], [60, 70]], // Decomposition
};

function relationshipsFollowTheirLogs(tables) {
  const logs = new Map();
  for (const entry of tables('SELECT * FROM relationship_audit_log ORDER BY relationship_id, number')) {
    logs.set(entry.relationship_id, [...(logs.get(entry.relationship_id) ?? []), entry]);
  }
  const relationships = tables('SELECT id, status, from_has_decomposed, to_has_decomposed FROM relationships');
  const states = [];
  const flags = [];
  for (const { id, status, from_has_decomposed: from, to_has_decomposed: to } of relationships) {
    const log = logs.get(id) ?? [];
    let before = null;
    for (const { reason, old_status: oldStatus, new_status: newStatus } of log) {
      const known = kNext[reason]?.some(([left, right]) => left === oldStatus && right === newStatus);
      if (!known || oldStatus !== before) states.push(`relationship ${id}: ${before} is followed by ${oldStatus}→${newStatus} (${reason})`);
      before = newStatus;
    }
    if (before !== status) states.push(`relationship ${id} is ${status}, its log leads to ${before}`);
    const decompositions = Number(from) + Number(to);
    if (decompositions !== log.filter(({ reason }) => reason === 9).length) flags.push(`relationship ${id} is decomposed ${decompositions} times`);
  }
  return [
    { rule: 'the audit log of each relationship leads to its state', count: relationships.length, problems: states },
    { rule: 'who has decomposed a relationship is in its log', count: relationships.length, problems: flags },
  ];
}

function atMostOneLivingRelationship(tables) {
  const rows = tables('SELECT pair, count(*) AS number FROM relationships WHERE status IN (10, 20, 50) GROUP BY pair');
  const problems = rows.filter(({ number }) => number > 1).map(({ pair, number }) => `${pair} have ${number} relationships`);
  return { rule: 'a pair has at most one living relationship', count: rows.length, problems };
}

/** All pages of a list. */
async function listAll(person, path) {
  const { wire, identity } = person;
  await wire.logIn(identity);
  const all = new Map();
  for (let page = 1; ; page += 1) {
    const { text } = await wire.insist('GET', `${path}?pageSize=200&pageNumber=${page}`, { token: identity.token });
    const { result, pagination } = JSON.parse(text);
    result.forEach((item) => all.set(item.id, item));
    if (page >= (pagination?.totalPages ?? 1)) return all;
  }
}

async function acknowledgedMessagesAreRead(ledger, friends) {
  const seen = new Map();
  for (const friend of friends) seen.set(friend.address, await listAll(friend, '/api/v2/Messages'));
  const problems = [];
  for (const [id, { sender, recipients, body }] of ledger.messages) {
    for (const address of [sender, ...recipients]) {
      const found = seen.get(address).get(id);
      if (found?.body !== body) problems.push(`message ${id} is ${found ? 'changed' : 'unseen'} for ${address}`);
    }
  }
  return { rule: 'each acknowledged message is seen whole by sender and recipients', count: ledger.messages.size, problems };
}

async function acknowledgedTokensAreThere(ledger, reader) {
  await reader.wire.logIn(reader.identity);
  const problems = [];
  for (const [id, content] of ledger.tokens) {
    const { status, text } = await reader.wire.insist('GET', `/api/v2/Tokens/${id}`, { token: reader.identity.token });
    if (status !== 200 || JSON.parse(text).result.content !== content) problems.push(`token ${id} answered ${status}`);
  }
  return { rule: 'each acknowledged token is there and whole', count: ledger.tokens.size, problems };
}

function acknowledgedPushesAreThere(tables, ledger) {
  const stored = new Map(tables('SELECT id, modification_index FROM datawallet_modifications').map((row) => [row.id, row.modification_index]));
  const problems = [];
  let count = 0;
  for (const modifications of ledger.modifications.values()) {
    for (const [id, index] of modifications) {
      count += 1;
      if (stored.get(id) !== index) problems.push(`modification ${id} with index ${index} is ${stored.has(id) ? 'changed' : 'lost'}`);
    }
  }
  return { rule: 'each acknowledged modification of a datawallet is there', count, problems };
}

function blobsOfAllFiles(tables, folder) {
  const blobs = new Set(readdirSync(folder, { recursive: true }).map((path) => basename(path)));
  const files = tables('SELECT id FROM files');
  const problems = files.filter(({ id }) => !blobs.has(id)).map(({ id }) => `the blob of file ${id} is missing`);
  return { rule: 'each file has its blob', count: files.length, problems };
}

async function acknowledgedFilesAreWhole(ledger, reader, wire) {
  await wire.logIn(reader.identity);
  const problems = [];
  for (const [id, hash] of ledger.files) {
    const { status, bytes } = await wire.insist('GET', `/api/v2/Files/${id}`, { token: reader.identity.token });
    if (status !== 200 || createHash('sha256').update(bytes).digest('hex') !== hash) problems.push(`file ${id} answered ${status}`);
  }
  return { rule: 'each acknowledged file is there and whole', count: ledger.files.size, problems };
}
