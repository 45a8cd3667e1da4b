// Years of use, made in seconds: rows of other people, and a long past for some of them, written straight into PostgreSQL.
import { execFileSync } from 'node:child_process';

const kStrangers = 1000;
const kTiersWithQuotas = 100;
const kDevice = 'DVC00000000000000000';
const kLongAgo = 1_600_000_000_000_000; // microseconds

const address = (number) => `'did:e:localhost:dids:' || lpad(to_hex(${number}), 22, '0')`;
const id = (prefix, number) => `'${prefix}' || lpad((${number})::text, 17, '0')`;
const text = (value) => `'${value}'`;

const kLater = 4_000_000_000_000_000;
/** The first number of what the person at this place has. */
const firstOf = (position) => 10_000_000 * (position + 1);

/** How the program calls what belongs to the n-th object: see group_key() in modules/synchronization/src/compaction.cpp. */
const digest = (words, bytes) => `translate(rtrim(encode(substr(sha256((${words})::bytea), 1, ${bytes}), 'base64'), '='), '+/', '-_')`;
const groupKey = `${digest("'object-' || n", 16)} || '1' || ${digest("'Content'", 8)}`;

/** The object of the number-th modification that `addPast` gives to the person at this place; it is in the collection Messages. */
export const objectOfPast = (position, number) => `object-${firstOf(position) + number}`;

/**
 * Statements that add `rows` of each kind in turn to the pasts of `owners` (SQL of the owner of row n), from number `first` on. Of
 * the sync runs a few ended so long ago that they can be deleted.
 */
function past({ owner, peer, index, rows, first }) {
  const series = `generate_series(${first}, ${first} + ${rows} - 1) n`;
  const time = `${kLongAgo} + n`;
  const ended = `CASE WHEN n % 500 = 0 THEN ${time} ELSE ${Date.now() * 1000} END`;
  return `
    INSERT INTO messages (id, created_at, created_by, created_by_device, kept_by_sender, kept_by_either, attachments, body)
    SELECT ${id('MSG', 'n')}, ${time}, ${owner}, '${kDevice}', 1, 1, NULL, repeat('A', 100) FROM ${series};

    INSERT INTO message_recipients (message_id, position, address, relationship_id, encrypted_key, created_at, received_at,
                                    received_by_device, is_decomposed_by_recipient, is_decomposed_by_sender)
    SELECT ${id('MSG', 'n')}, 0, ${peer}, ${id('REL', 'n / 100')}, repeat('A', 40), ${time}, ${time}, '${kDevice}', 0, 0
    FROM ${series};

    INSERT INTO sync_runs (id, type, run_index, created_at, created_by, created_by_device, expires_at, event_count, finalized_at)
    SELECT ${id('SYR', 'n')}, 0, -(${index}) - 1, ${time}, ${owner}, '${kDevice}', ${time}, 1, ${ended} FROM ${series};

    INSERT INTO external_events (owner, event_index, id, type, created_at, payload, sync_error_count, is_delivery_blocked, sync_run_id,
                                 relationship_id)
    SELECT ${owner}, -(${index}) - 1, ${id('SYI', 'n')}, 0, ${time}, '{"id":"MSG00000000000000000"}', 0, 0, ${id('SYR', 'n')},
           ${id('REL', 'n / 100')} FROM ${series};

    INSERT INTO datawallet_modifications (owner, modification_index, id, datawallet_version, type, collection, object_identifier,
                                          payload_category, encrypted_payload, created_at, created_by_device, group_key, standing)
    SELECT ${owner}, -(${index}) - 1, ${id('DWM', 'n')}, 1, 1, 'Messages', 'object-' || n, 'Content', repeat('A', 100), ${time},
           '${kDevice}', ${groupKey}, 0 FROM ${series};`;
}

/** SQL of an end that is far, but for a few rows long ago, so that housekeeping has something to do. */
const endOr = (otherwise) => `CASE WHEN n % 2000 = 0 THEN ${kLongAgo} + n ELSE ${otherwise} END`;

/** What is kept per identity in smaller numbers. */
function belongings({ owner, peer, rows, first }) {
  const series = `generate_series(${first}, ${first} + ${rows} - 1) n`;
  const time = `${kLongAgo} + n`;
  return `
    INSERT INTO tokens (id, created_by, created_by_device, created_at, expires_at, content, access_failed_count)
    SELECT ${id('TOK', 'n')}, ${owner}, '${kDevice}', ${time}, ${endOr(kLater)}, repeat('A', 100), 0 FROM ${series};

    INSERT INTO token_allocations (token_id, allocated_by, allocated_by_device, allocated_at)
    SELECT ${id('TOK', 'n')}, ${peer}, '${kDevice}', ${time} FROM ${series};

    INSERT INTO files (id, created_at, created_by, created_by_device, owner, owner_signature, ownership_token, ownership_is_locked,
                       cipher_size, cipher_hash, expires_at, encrypted_properties)
    SELECT ${id('FIL', 'n')}, ${time}, ${owner}, '${kDevice}', ${owner}, 'AQID', 'a token', 0, 3, 'AQID', ${endOr(kLater)}, 'AQID'
    FROM ${series};

    INSERT INTO relationship_templates (id, created_by, created_by_device, created_at, expires_at, content)
    SELECT ${id('RLT', 'n')}, ${owner}, '${kDevice}', ${time}, ${endOr('NULL')}, repeat('A', 100) FROM ${series};

    INSERT INTO relationship_template_allocations (template_id, allocated_by, allocated_by_device, allocated_at)
    SELECT ${id('RLT', 'n')}, ${peer}, '${kDevice}', ${time} FROM ${series};

    INSERT INTO relationships (id, template_id, pair, from_address, to_address, created_at, status, revision, from_has_decomposed,
                               to_has_decomposed)
    SELECT ${id('REL', 'n')}, ${id('RLT', 'n')}, least(${owner}, ${peer}) || ' ' || greatest(${owner}, ${peer}), ${owner}, ${peer}, ${time},
           30, 2, 0, 0 FROM ${series};

    INSERT INTO relationship_audit_log (relationship_id, number, reason, old_status, new_status, created_by, created_by_device, created_at)
    SELECT ${id('REL', 'n')}, 1, 0, NULL, 10, ${owner}, '${kDevice}', ${time} FROM ${series};`;
}

/** Identities, each in one of many tiers that have all quotas, and with all quotas of its own. */
function quotas() {
  const owner = `'did:e:localhost:dids:' || lpad(to_hex(1048576 + n), 22, 'f')`;
  const tier = id('TIR', `n % ${kTiersWithQuotas} + 100`);
  const everyQuota = 'generate_series(1, 10) metric, generate_series(0, 5) period';
  return `
    INSERT INTO tiers (id, name, can_be_used_as_default, can_be_manually_assigned)
    SELECT ${id('TIR', 'n')}, 'Tier ' || n, 1, 1 FROM generate_series(100, ${kTiersWithQuotas} + 99) n;

    INSERT INTO tier_quotas (id, tier_id, metric, period, maximum)
    SELECT ${id('TQD', 'n * 100 + metric * 6 + period')}, ${id('TIR', 'n')}, metric, period, 1000000000
    FROM generate_series(100, ${kTiersWithQuotas} + 99) n, ${everyQuota};

    INSERT INTO identities (address, client_id, public_key, created_at, identity_version, tier_id, status)
    SELECT ${owner}, 'test', 'AAAA', ${kLongAgo}, 1, ${tier}, 0 FROM generate_series(0, ${kStrangers - 1}) n;

    INSERT INTO individual_quotas (id, owner, metric, period, maximum)
    SELECT ${id('QUO', 'n * 100 + metric * 6 + period')}, ${owner}, metric, period, 1000000000
    FROM generate_series(0, ${kStrangers - 1}) n, ${everyQuota};

    INSERT INTO quota_usage (owner, metric, total, hour_begin, in_hour, day_begin, in_day, week_begin, in_week, month_begin, in_month,
                             year_begin, in_year, is_over_limit)
    SELECT ${owner}, metric, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM generate_series(0, ${kStrangers - 1}) n, generate_series(1, 6) metric;`;
}

/** Challenges, and announcements for one stranger each. */
function publicThings(rows) {
  const series = `generate_series(1, ${rows}) n`;
  return `
    INSERT INTO challenges (id, expires_at) SELECT ${id('CHL', 'n')}, ${endOr(kLater)} FROM ${series};

    INSERT INTO announcements (id, created_at, expires_at, severity, is_silent, is_targeted)
    SELECT ${id('ANC', 'n')}, ${kLongAgo} + n, ${endOr('NULL')}, 0, 1, 1 FROM ${series};

    INSERT INTO announcement_texts (announcement_id, language, title, body)
    SELECT ${id('ANC', 'n')}, 'en', 'Title', 'Body' FROM ${series};

    INSERT INTO announcement_recipients (announcement_id, address)
    SELECT ${id('ANC', 'n')}, ${address(`n % ${kStrangers}`)} FROM ${series};`;
}

/** @param {string} connection URL of the database  @param {string} sql */
export function runSql(connection, sql) {
  execFileSync('psql', ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--dbname', connection], {
    input: `SET synchronous_commit = off;\n${sql}`, stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/**
 * So many messages, external events, sync runs and datawallet modifications of strangers, and a tenth of most other things.
 * @param {{ connection: string, rows: number }} o
 */
export function addStrangers({ connection, rows }) {
  const owner = address(`n % ${kStrangers}`);
  const peer = address(`(n + 1) % ${kStrangers}`);
  const belongingRows = Math.ceil(rows / 10);
  runSql(connection, `
    INSERT INTO sync_states (owner, next_modification_index, next_sync_run_index, next_external_event_index)
    SELECT ${address('n')}, 0, 0, 0 FROM generate_series(0, ${kStrangers - 1}) n ON CONFLICT DO NOTHING;
    ${past({ owner, peer, index: `n / ${kStrangers}`, rows, first: 1 })}
    ${belongings({ owner, peer, rows: belongingRows, first: 1 })}
    ${publicThings(belongingRows)}
    ${quotas()}
    VACUUM ANALYZE;`);
}

const kTiers = 5;
const kClients = 20;
const kThreeYears = 94_608_000_000_000; // microseconds

/**
 * So many identities, made over the last three years, in several tiers and of several clients, with overviews that differ.
 * @param {{ database: { backend: string, connection: string }, rows: number }} o
 */
export function addIdentities({ database: { backend, connection }, rows }) {
  const isPostgresql = backend === 'postgresql';
  const numbers = (count) => `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count - 1})`;
  const insert = (table, columns, count) =>
    `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) ${numbers(count)} SELECT ${Object.values(columns).join(', ')} FROM numbers;`;
  // No two identities have the same, nor any of the strangers, and their order is not that of their creation.
  const digits = isPostgresql ? "'f' || lpad(to_hex(n * 7919 % 16777213), 21, '0')" : "printf('f%021x', n * 7919 % 16777213)";
  const now = Date.now() * 1000;
  const ago = (span, part) => `${now} - CAST(${Math.floor(span / rows)} AS BIGINT) * (${part})`;
  const identity = {
    address: `'did:e:localhost:dids:' || ${digits}`, client_id: `'client-' || (n % ${kClients})`, created_at: ago(kThreeYears, 'n'),
    identity_version: '1', tier_id: `'TIRgenerated0000000' || (n % ${kTiers})`,
  };
  const sql = `
    ${insert('tiers', { id: "'TIRgenerated0000000' || n", name: "'Generated ' || n", can_be_used_as_default: '1', can_be_manually_assigned: '1' }, kTiers)}
    ${insert('identities', { ...identity, public_key: "'A'", status: '0' }, rows)}
    ${insert('identity_overviews', {
      ...identity, number_of_devices: '1 + n % 4', datawallet_version: 'CASE WHEN n % 3 = 0 THEN NULL ELSE 1 END',
      last_login_at: `CASE WHEN n % 10 = 0 THEN NULL ELSE ${ago(kThreeYears, `n * 31 % ${rows}`)} END`,
    }, rows)}`;
  if (isPostgresql) {
    runSql(connection, `${sql}\nVACUUM ANALYZE;`);
  } else {
    execFileSync('sqlite3', ['-bail', connection], { input: `BEGIN;\n${sql}\nCOMMIT;\nANALYZE;`, stdio: ['pipe', 'ignore', 'inherit'] });
  }
}

/** A device that is registered for pushes, and a sync state, for each identity that has none. */
export function addDevices({ connection }) {
  runSql(connection, `
    INSERT INTO devices (id, identity_address, created_at, created_by_device, communication_language, is_backup_device, user_id,
                         username, normalized_username, password_hash, access_failed_count)
    SELECT ${id('DVC', 'n')}, address, created_at, ${id('DVC', 'n')}, 'en', 0, ${id('', 'n')}, ${id('USR', 'n')}, ${id('USR', 'n')}, 'AQID', 0
    FROM (SELECT address, created_at, row_number() OVER (ORDER BY address) AS n FROM identities
          WHERE address NOT IN (SELECT identity_address FROM devices)) lacking;

    INSERT INTO push_registrations (device_id, identity_address, push_identifier, platform, handle, app_id, environment, updated_at)
    SELECT id, identity_address, 'DPI' || substr(id, 4), 'dummy', 'the handle of ' || id, 'app', 0, created_at FROM devices;

    INSERT INTO sync_states (owner, datawallet_version, next_modification_index, next_sync_run_index, next_external_event_index)
    SELECT address, 1, 0, 0, 0 FROM identities ON CONFLICT DO NOTHING;`);
}

/** The same for the past of some identities, `rows` each. It lies before what they did, so nothing of it is new to them. */
export function addPast({ connection, addresses, rows }) {
  const statements = addresses.map((owner, position) => {
    const first = firstOf(position);
    const of = { owner: text(owner), peer: text(addresses[(position + 1) % addresses.length]), rows, first };
    return past({ ...of, index: `n - ${first}` }) + belongings({ ...of, peer: address(`n % ${kStrangers}`), rows: Math.ceil(rows / 10) });
  });
  runSql(connection, `${statements.join('\n')}\nVACUUM ANALYZE;`);
}
