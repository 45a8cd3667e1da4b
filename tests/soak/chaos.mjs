// Breaks things: the server is killed or restarted, and PostgreSQL is ended without a chance to tidy up.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../support/server.mjs';

const kPauseAtLeast = 1500; // ms
const kPauseAtMost = 5000;

export class Chaos {
  #server;
  #backend;
  #counts = { 'killed server': 0, 'restarted server': 0, 'crashed database': 0 };

  constructor(server, backend) {
    this.#server = server;
    this.#backend = backend;
  }

  async rage(isOver) {
    while (!isOver()) {
      await delay(randomInt(kPauseAtLeast, kPauseAtMost));
      if (!isOver()) await this.#break();
    }
  }

  async #break() {
    const kinds = Object.keys(this.#counts).slice(0, this.#backend === 'postgresql' ? 3 : 2);
    const kind = kinds[randomInt(kinds.length)];
    this.#counts[kind] += 1;
    if (kind === 'crashed database') {
      postgresql('stop_postgresql "$FOLDER" immediate; start_postgresql "$FOLDER" "$PORT"');
      return;
    }
    await (kind === 'killed server' ? this.#server.kill() : this.#server.stop());
    await this.#server.start();
  }

  /** A last crash, so that what is checked is what survives. */
  async settle() {
    await this.#server.kill();
    await this.#server.start();
  }

  summary() {
    return Object.entries(this.#counts).map(([kind, count]) => `${kind} ${count} times`).join(', ');
  }
}

function postgresql(commands) {
  const { BACKBONE_TEST_SOAK_POSTGRESQL_FOLDER: FOLDER, BACKBONE_TEST_SOAK_POSTGRESQL_PORT: PORT } = process.env;
  execFileSync('bash', ['-ec', `source tests/support/postgresql.sh; ${commands}`], {
    cwd: root, env: { ...process.env, FOLDER, PORT }, stdio: ['ignore', 'ignore', 'inherit'],
  });
}
