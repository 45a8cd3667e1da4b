// Starts and stops the server under test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atExit } from './cleanup.mjs';
import { temporaryFolder } from './database.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.BACKBONE_TEST_BINARY ?? resolve(root, 'build/release/backbone');
const logFolder = resolve(root, 'build/test-logs');

const kSecondsToStart = 30;
// More than http.stop_timeout, after which the server cuts off what is still busy.
const kSecondsToStop = 30;

/** A port that nobody uses, below those which the system gives to outgoing connections. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const listener = net.createServer();
    const listening = await new Promise((done) => {
      listener.once('error', () => done(false));
      listener.listen(port, '127.0.0.1', () => done(true));
    });
    if (listening) {
      listener.close();
      await once(listener, 'close');
      return port;
    }
  }
}

/** A server program with its configuration; it can be started again and again on the same database and ports. */
export class Server {
  #environment;
  #log;
  #process;

  /**
   * @param {{ name: string, config: string, database: { backend: string, connection: string }, settings?: object }} o
   *   `name` names the log file, `config` is a path relative to the root of the project, `settings` are further
   *   environment variables.
   */
  static async create({ name, config, database, settings = {} }) {
    const server = new Server();
    server.config = resolve(root, config);
    server.consumerPort = await freePort();
    server.adminPort = await freePort();
    server.logFile = resolve(logFolder, `server-${name}-${database.backend}.log`);
    mkdirSync(logFolder, { recursive: true });
    closeSync(openSync(server.logFile, 'w'));
    server.#environment = {
      ...process.env,
      BACKBONE_DATABASE__BACKEND: database.backend,
      BACKBONE_DATABASE__CONNECTION: database.connection,
      BACKBONE_HTTP__CONSUMER__PORT: String(server.consumerPort),
      BACKBONE_HTTP__ADMIN__PORT: String(server.adminPort),
      BACKBONE_AUTHENTICATION__GENERATED_KEY_FOLDER: temporaryFolder(),
      BACKBONE_BLOB_STORAGE__FOLDER: temporaryFolder(),
      ...settings,
    };
    return server;
  }

  /** Base URL of the Consumer API. The host is the DID domain of the tests, which clients compare. */
  get consumer() {
    return `http://localhost:${this.consumerPort}`;
  }

  get admin() {
    return `http://localhost:${this.adminPort}`;
  }

  /** Starts the program without waiting for anything. */
  launch() {
    this.#log = openSync(this.logFile, 'a');
    const child = spawn(binary, ['serve', '--config', this.config], {
      cwd: root,
      env: this.#environment,
      stdio: ['ignore', this.#log, this.#log],
    });
    closeSync(this.#log);
    child.on('error', (error) => (child.failure = error));
    this.#process = child;
    atExit(() => child.kill('SIGKILL'));
  }

  /** Starts the program and waits until both listeners are ready. */
  async start() {
    this.launch();
    const deadline = Date.now() + kSecondsToStart * 1000;
    while (!((await isReady(this.consumer)) && (await isReady(this.admin)))) {
      if (this.hasEnded) {
        throw new Error(`the server ended while it started (${this.#ending()})\n${this.#endOfLog()}`);
      }
      if (Date.now() > deadline) {
        throw new Error(`the server was not ready within ${kSecondsToStart} s\n${this.#endOfLog()}`);
      }
      await delay(20);
    }
  }

  get pid() {
    return this.#process.pid;
  }

  /** What `runCommand` needs to run commands of this server in another process, as environment variables. */
  get commandEnvironment() {
    return { ...this.#environment, BACKBONE_TEST_BINARY: binary, BACKBONE_TEST_CONFIG: this.config };
  }

  get hasEnded() {
    const { exitCode, signalCode, failure } = this.#process;
    return exitCode !== null || signalCode !== null || failure !== undefined;
  }

  /** Ends the program at once, as a crash would. */
  async kill() {
    this.#process.kill('SIGKILL');
    await this.#end();
  }

  /** Asks the program to stop and waits until it has; throws unless it ends in time and with exit code 0. */
  async stop() {
    this.#process.kill('SIGTERM');
    const stopped = await Promise.race([this.#end().then(() => true), delay(kSecondsToStop * 1000, false, { ref: false })]);
    if (!stopped) {
      await this.kill();
      throw new Error(`the server did not stop within ${kSecondsToStop} s\n${this.#endOfLog()}`);
    }
    if (this.#process.exitCode !== 0) {
      throw new Error(`the server did not end well (${this.#ending()})\n${this.#endOfLog()}`);
    }
  }

  async #end() {
    if (!this.hasEnded) {
      await once(this.#process, 'exit');
    }
  }

  #ending() {
    const { exitCode, signalCode, failure } = this.#process;
    return failure?.message ?? (signalCode ? `signal ${signalCode}` : `exit code ${exitCode}`);
  }

  #endOfLog() {
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-20).join('\n');
  }
}

/** Runs a command of the server whose `commandEnvironment` this process has, such as `job run NAME`; answers what it prints, throws if it fails. */
export async function runCommand(...words) {
  const { BACKBONE_TEST_BINARY: program, BACKBONE_TEST_CONFIG: config } = process.env;
  const child = spawn(program, [...words, '--config', config], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (piece) => (output += piece));
  child.stderr.on('data', (piece) => (errors += piece));
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) {
    throw new Error(`backbone ${words.join(' ')} ended with exit code ${exitCode}\n${errors}`);
  }
  return output;
}

async function isReady(base) {
  try {
    const answer = await fetch(`${base}/health/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
