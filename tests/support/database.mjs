// Databases for tests: each run gets one of its own, which goes when the program ends.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './cleanup.mjs';

/** An empty folder which goes when the program ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'backbone-test-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function sqlite() {
  return { backend: 'sqlite', connection: join(temporaryFolder(), 'backbone.sqlite') };
}

function postgresql() {
  const server = process.env.BACKBONE_TEST_POSTGRESQL;
  if (!server) {
    throw new Error('BACKBONE_TEST_POSTGRESQL must name a PostgreSQL server, such as postgresql://user@localhost/postgres');
  }
  const name = `backbone_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const execute = (sql) => execFileSync('psql', ['--no-psqlrc', '--quiet', '--dbname', server, '--command', sql]);
  execute(`CREATE DATABASE ${name}`);
  atExit(() => execute(`DROP DATABASE ${name} WITH (FORCE)`));
  const connection = new URL(server);
  connection.pathname = `/${name}`;
  return { backend: 'postgresql', connection: connection.href };
}

const backends = { sqlite, postgresql };

/** The backends which tests can use here. */
export const availableBackends = () => (process.env.BACKBONE_TEST_POSTGRESQL ? ['sqlite', 'postgresql'] : ['sqlite']);

/** A new, empty database: `{ backend, connection }` as the configuration of the server has them. */
export const createDatabase = (backend) => backends[backend]();
