// What this machine can do at best, measured in the same run: plain HTTP, plain statements, plain password hashes.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pbkdf2 as pbkdf2WithCallback } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { atExit } from '../support/cleanup.mjs';
import { createDatabase, temporaryFolder } from '../support/database.mjs';
import { freePort, root } from '../support/server.mjs';
import { replay, requestText } from './load.mjs';

const pbkdf2 = promisify(pbkdf2WithCallback);
const program = resolve(root, 'build/bench/tests/bench/bench_bare_http');

const kSecondsAtMost = 2;
const kSecondsToStart = 5;
const kClients = 16;
const kOwners = 50;
const kRowsEach = 200;
const kLeastBytes = 1024;
const kBytesOfHead = 100;
const kBytesOfAccessToken = 900;

const kTables = `
  CREATE TABLE plain_rows (owner integer, position integer, content text, PRIMARY KEY (owner, position));
  INSERT INTO plain_rows SELECT owner, position, repeat('x', 400)
    FROM generate_series(1, ${kOwners}) AS owner, generate_series(1, ${kRowsEach}) AS position;
  CREATE TABLE plain_inserts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content text);
  VACUUM ANALYZE plain_rows`;

/** `reads` statements of `rows` rows each, and `writes` of one row; in one transaction if there are several and one writes. */
function scriptOf({ reads = 0, rows = 1, writes = 0 }) {
  const read = `SELECT content FROM plain_rows WHERE owner = :owner AND position BETWEEN :first AND :first + ${rows - 1};`;
  const write = `INSERT INTO plain_inserts (content) VALUES ('${'x'.repeat(400)}');`;
  const statements = [...Array(reads).fill(read), ...Array(writes).fill(write)];
  const inTransaction = writes > 0 && statements.length > 1 ? ['BEGIN;', ...statements, 'COMMIT;'] : statements;
  return [`\\set owner random(1, ${kOwners})`, `\\set first random(1, ${kRowsEach - rows + 1})`, ...inTransaction].join('\n');
}

function inWords({ reads, rows, writes, durable }) {
  const counted = (count, word) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]);
  const what = [...counted(reads, 'read'), ...counted(writes, 'write')].join(' and ');
  const size = rows === 1 ? '' : ` of ${rows} rows`;
  const commit = writes === 0 ? '' : durable ? ', durable commit' : ', commit that is not durable';
  return what + size + commit;
}

export class Limits {
  #bare = new Map();
  #statements = new Map();
  #database;

  static async measure({ seconds }) {
    const limits = new Limits();
    limits.seconds = Math.min(seconds, kSecondsAtMost);
    limits.hashesPerSecond = await limits.#measureHashes();
    return limits;
  }

  /** All that was measured so far, as `[text, per second]`. */
  get all() {
    return [
      ['password hashes (PBKDF2, HMAC-SHA512, 100,000 iterations)', this.hashesPerSecond],
      ...[...this.#bare].map(([bytes, rate]) => [`bare Beast server, answers of ${bytes} bytes`, rate]),
      ...this.#statements.values(),
    ];
  }

  /** The lowest of the limits for a scenario with such a result: `{ rate, of }`. */
  async lowest(scenario, result, backend) {
    const candidates = [{ of: 'HTTP', rate: await this.#bareHttp(result.bytes / result.completed) }];
    if (backend === 'postgresql') {
      candidates.push({ of: 'database', rate: await this.#plainStatements(scenario.statements) });
    }
    if (scenario.hashes) {
      candidates.push({ of: 'PBKDF2', rate: this.hashesPerSecond / scenario.hashes });
    }
    return candidates.reduce((lowest, candidate) => (candidate.rate < lowest.rate ? candidate : lowest));
  }

  async #measureHashes() {
    const began = performance.now();
    const ends = began + this.seconds * 1000;
    let completed = 0;
    const hashAndHash = async () => {
      while (performance.now() < ends) {
        await pbkdf2('Pw-1password', 'sixteen bytes 16', 100_000, 32, 'sha512');
        completed += 1;
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, hashAndHash));
    return (completed / (performance.now() - began)) * 1000;
  }

  /** Answers of about the same size from a server that does nothing else. */
  async #bareHttp(bytes) {
    const size = Math.max(kLeastBytes, 4 ** Math.round(Math.log2(bytes) / 2));
    if (!this.#bare.has(size)) {
      this.#bare.set(size, await this.#measureBareHttp(size));
    }
    return this.#bare.get(size);
  }

  async #measureBareHttp(size) {
    const port = await freePort();
    const server = spawn(program, [port, size - kBytesOfHead], { stdio: ['ignore', 'ignore', 'inherit'] });
    atExit(() => server.kill('SIGKILL'));
    const base = `http://127.0.0.1:${port}`;
    const deadline = Date.now() + kSecondsToStart * 1000;
    while (!(await fetch(base).then((answer) => answer.ok, () => false))) {
      if (Date.now() > deadline || server.exitCode !== null) {
        throw new Error('the bare server did not start');
      }
      await delay(5);
    }
    const entries = [requestText(base, { method: 'POST', path: '/', token: 'x'.repeat(kBytesOfAccessToken), json: {} })];
    const { rate } = await replay({ base, entries, seconds: this.seconds });
    server.kill('SIGKILL');
    await once(server, 'exit');
    return rate;
  }

  async #plainStatements({ reads = 0, rows = 1, writes = 0, durable = true }) {
    const key = JSON.stringify([reads, rows, writes, durable]);
    if (!this.#statements.has(key)) {
      const perSecond = this.#runPgbench({ reads, rows, writes, durable });
      this.#statements.set(key, [`pgbench: ${inWords({ reads, rows, writes, durable })}`, perSecond]);
    }
    return this.#statements.get(key)[1];
  }

  #runPgbench({ durable, ...statements }) {
    if (!this.#database) {
      this.#database = createDatabase('postgresql').connection;
      const commands = kTables.split(';').flatMap((command) => ['--command', command]);
      execFileSync('psql', ['--no-psqlrc', '--quiet', '--dbname', this.#database, ...commands]);
    }
    const script = join(temporaryFolder(), 'script.sql');
    writeFileSync(script, scriptOf(statements));
    const options = durable ? '' : '-c synchronous_commit=off';
    const output = execFileSync(
      'pgbench',
      ['--no-vacuum', '--protocol=prepared', `--client=${kClients}`, `--time=${this.seconds}`, `--file=${script}`, this.#database],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PGOPTIONS: options } },
    );
    return Number(/^tps = ([\d.]+)/m.exec(output)[1]);
  }
}
