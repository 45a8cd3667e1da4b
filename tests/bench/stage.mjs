// A server that is measured: one that runs already, or one that we start, on a new database.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase } from '../support/database.mjs';
import { addIdentities } from '../support/history.mjs';
import { Server } from '../support/server.mjs';
import { Api } from './api.mjs';
import { replay, requestText } from './load.mjs';
import { Population } from './population.mjs';
import { cpuSeconds, cpuSecondsOfFamily, forgetPeakMemory, memory, peakMemory } from './processes.mjs';

const kIdentities = 100_000;
const kStarts = 7;
const kSecondsToStart = 30;
const kRequestsInPreparation = 16; // at least as many as connections

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Whether the server on this port of 127.0.0.1 says that it is ready. */
function isReady(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    socket.setEncoding('latin1');
    socket.on('connect', () => socket.write('GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'));
    socket.on('data', (piece) => (text += piece));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text.startsWith('HTTP/1.1 200')));
  });
}

/** Milliseconds from the start of the program to its first answer that it is ready. */
async function timeOfStart(server) {
  const began = performance.now();
  server.launch();
  while (!(await isReady(server.consumerPort))) {
    if (server.hasEnded || performance.now() - began > kSecondsToStart * 1000) {
      throw new Error(`the server did not start; see ${server.logFile}`);
    }
    await delay(1);
  }
  return performance.now() - began;
}

export class Stage {
  /** A server of ours. `databaseProcess` is the first process of its database server, if it has one. */
  static async start(backend, options, limits, databaseProcess) {
    const stage = new Stage();
    stage.database = createDatabase(backend);
    const settings = { BACKBONE_MODULES__MESSAGES__MAX_UNRECEIVED_MESSAGES_FROM_ONE_SENDER: '100' };
    stage.server = await Server.create({ name: 'bench', config: 'config/dev.yaml', database: stage.database, settings });
    await stage.server.start();
    stage.databaseProcess = databaseProcess;
    return stage.#with(stage.server.consumer, options, limits);
  }

  /** A server that runs already. */
  static async visit(options, limits) {
    const stage = new Stage();
    stage.strangers = options.pids;
    return stage.#with(options.url, options, limits);
  }

  #with(base, { client, seconds }, limits) {
    this.api = new Api(base, client);
    this.seconds = seconds;
    this.limits = limits;
    return this;
  }

  get pids() {
    return this.server ? [this.server.pid] : this.strangers;
  }

  /** Median of several starts on a migrated database; the last one keeps running. */
  async measureStart() {
    const times = [];
    for (let i = 0; i < kStarts; i += 1) {
      await this.server.stop();
      times.push(await timeOfStart(this.server));
    }
    return median(times);
  }

  async populate() {
    this.population = await Population.create(this.api);
  }

  /** A hundred thousand, once. */
  addIdentities() {
    this.hasManyIdentities ||= (addIdentities({ database: this.database, rows: kIdentities }), true);
  }

  memory() {
    return memory(this.pids);
  }

  /** Polls for a second, and on until the server has answered so many requests. */
  async warmUp(requests) {
    const entries = this.population.people.map(({ accessToken: token }) =>
      requestText(this.api.base, { method: 'POST', path: '/api/v2/SyncRuns', token, json: {} }));
    let completed = 0;
    do {
      completed += (await replay({ base: this.api.base, entries, seconds: 1 })).completed;
    } while (completed < requests);
  }

  /** Forgets what the program remembers; a server that is not ours is left alone. */
  async restart() {
    if (this.server) {
      await this.server.stop();
      await this.server.start();
    }
  }

  /** So many password hashes that a scenario cannot run out of them. */
  enoughForHashing() {
    return Math.max(kRequestsInPreparation, Math.ceil(1.2 * this.limits.hashesPerSecond * this.seconds));
  }

  /** Runs a load, and adds what it costs: CPU seconds, and the memory that is resident at most meanwhile. */
  async measure(run) {
    const used = () => ({
      server: cpuSeconds(this.pids),
      database: this.databaseProcess ? cpuSecondsOfFamily(this.databaseProcess) : 0,
    });
    forgetPeakMemory(this.pids);
    const before = used();
    const result = await run({ base: this.api.base, seconds: this.seconds });
    const after = used();
    const perThousand = (part) => ((after[part] - before[part]) / result.completed) * 1000;
    return {
      ...result,
      cpu: this.pids.length > 0 ? perThousand('server') : undefined,
      databaseCpu: this.databaseProcess ? perThousand('database') : undefined,
      memory: this.pids.length > 0 ? peakMemory(this.pids) : undefined,
    };
  }

  async stop() {
    await this.server?.stop();
  }
}
