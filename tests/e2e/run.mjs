// Starts a fresh server per database and lets the client tell its stories to it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { availableBackends, createDatabase } from '../support/database.mjs';
import { root, Server } from '../support/server.mjs';

const here = resolve(root, 'tests/e2e');
const stories = readdirSync(join(here, 'stories')).map((file) => join('stories', file));

/** Runs the stories; answers how many tests passed and failed. */
async function tell(server) {
  const runner = spawn(process.execPath, ['--test', '--test-timeout=60000', '--test-reporter=spec', ...stories], {
    cwd: here,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...server.commandEnvironment,
      NMSHD_TEST_BASEURL: server.consumer,
      NMSHD_TEST_CLIENTID: 'test',
      NMSHD_TEST_CLIENTSECRET: 'test',
      NMSHD_TEST_ADMIN_BASEURL: server.admin,
      NMSHD_TEST_ADMIN_APIKEY: 'test',
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

async function runOn(backend) {
  console.log(`on ${backend}:`);
  const server = await Server.create({ name: 'e2e', config: 'config/dev.yaml', database: createDatabase(backend) });
  await server.start();
  const result = await tell(server);
  await server.stop().catch((error) => {
    console.log(error.message);
    result.failed += 1;
  });
  return result;
}

const total = { passed: 0, failed: 0 };
for (const backend of availableBackends()) {
  const { passed, failed } = await runOn(backend).catch((error) => {
    console.log(error.stack);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
