// Starts a fresh server per database and tells it stories: files of tests for Node's runner.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { availableBackends, createDatabase } from './database.mjs';
import { root, Server } from './server.mjs';

/** Runs the stories of a folder; answers how many tests passed and failed. */
async function tell(server, folder, environment, secondsPerFile) {
  const stories = readdirSync(join(folder, 'stories')).map((file) => join('stories', file));
  const limit = `--test-timeout=${secondsPerFile * 1000}`;
  const runner = spawn(process.execPath, ['--test', limit, '--test-reporter=spec', ...stories], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...server.commandEnvironment,
      NMSHD_TEST_BASEURL: server.consumer,
      NMSHD_TEST_CLIENTID: 'test',
      NMSHD_TEST_CLIENTSECRET: 'test',
      NMSHD_TEST_ADMIN_BASEURL: server.admin,
      NMSHD_TEST_ADMIN_APIKEY: 'test',
      ...environment,
    },
  });
  let output = '';
  runner.stdout.on('data', (piece) => {
    output += piece;
    process.stdout.write(piece);
  });
  const [exitCode] = await once(runner, 'close');
  const reported = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const passed = reported('pass');
  const failed = reported('fail') + reported('cancelled');
  return { passed, failed: exitCode === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

async function tellOn(backend, { name, environmentOf = () => ({}), secondsPerFile = 60 }) {
  console.log(`on ${backend}:`);
  const server = await Server.create({ name, config: 'config/dev.yaml', database: createDatabase(backend) });
  await server.start();
  const result = await tell(server, resolve(root, 'tests', name), environmentOf(backend), secondsPerFile);
  await server.stop().catch((error) => {
    console.log(error.message);
    result.failed += 1;
  });
  return result;
}

/**
 * Tells the stories of `tests/<name>/stories` on each database that there is, and ends the program.
 * `environmentOf(backend)` answers further environment variables for the stories.
 */
export async function tellStories(options) {
  const total = { passed: 0, failed: 0 };
  for (const backend of availableBackends()) {
    const { passed, failed } = await tellOn(backend, options).catch((error) => {
      console.log(error.stack);
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}
