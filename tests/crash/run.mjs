// Kills servers at random moments while clients write, starts them again, and checks that every acknowledged write is
// there and that nothing was half done.
import { setTimeout as delay } from 'node:timers/promises';
import { availableBackends, createDatabase } from '../support/database.mjs';
import { Server } from '../support/server.mjs';
import { Api, NoAnswer } from './api.mjs';
import { ChallengeWriter, DatawalletWriter, FileWriter, IdentityWriter, TokenWriter } from './writers.mjs';

const kSecondsPerDatabase = 13;
const kKillsWhileSettingUp = 5;
const kProblemsShown = 5;
const kKinds = [TokenWriter, TokenWriter, DatawalletWriter, DatawalletWriter, ChallengeWriter, IdentityWriter, FileWriter];

const randomBetween = (least, most) => least + Math.random() * (most - least);

/** Results by rule: how much was checked, and what was wrong. */
class Report {
  #rules = new Map();
  passed = 0;
  failed = 0;

  add(rule, count, problems) {
    const entry = this.#rules.get(rule) ?? { count: 0, problems: [] };
    entry.count += count;
    entry.problems.push(...problems);
    this.#rules.set(rule, entry);
  }

  /** A rule under which nothing was checked counts as broken. */
  print(backend) {
    for (const [rule, { count, problems }] of this.#rules) {
      const good = count > 0 && problems.length === 0;
      console.log(`${good ? 'passed' : 'FAILED'} ${backend}: ${rule} (${count})`);
      for (const problem of problems.slice(0, kProblemsShown)) {
        console.log(`  ${problem}`);
      }
      if (problems.length > kProblemsShown) {
        console.log(`  and ${problems.length - kProblemsShown} more`);
      }
      good ? (this.passed += 1) : (this.failed += 1);
    }
  }
}

async function killWhileItSetsUpItsDatabase(server) {
  for (let i = 0; i < kKillsWhileSettingUp; i += 1) {
    server.launch();
    await delay(randomBetween(0, 80));
    await server.kill();
  }
  await server.start();
  await new Api(server.consumer).onboard();
}

/** Lets the writers write until the connection breaks. */
async function writeUntilTheServerDies(writer, api, server) {
  while (!server.hasEnded) {
    try {
      await writer.write(api);
    } catch (error) {
      if (!(error instanceof NoAnswer)) {
        throw error; // an answer, but not the right one
      }
      return;
    }
  }
}

/** Starts writers, kills the server under them and starts it again; answers the writers. */
async function crash(server, api) {
  const writers = kKinds.map((Kind) => new Kind());
  await Promise.all(writers.map((writer) => writer.prepare(api)));
  const writing = Promise.all(writers.map((writer) => writeUntilTheServerDies(writer, api, server)));
  await Promise.race([writing, delay(randomBetween(100, 700))]); // a writer that is refused ends the test
  await server.kill();
  await writing;
  await server.start();
  return writers;
}

async function checkAll(writers, api, report) {
  for (const writer of writers) {
    report.add(writer.constructor.rule, writer.acknowledged.size, await writer.check(api));
  }
}

async function crashOn(backend) {
  const deadline = Date.now() + kSecondsPerDatabase * 1000;
  const report = new Report();
  const server = await Server.create({ name: 'crash', config: 'config/dev.yaml', database: createDatabase(backend) });
  await killWhileItSetsUpItsDatabase(server);
  report.add('the server starts after it was killed while it set up its database', kKillsWhileSettingUp, []);

  const api = new Api(server.consumer);
  const rounds = [];
  while (rounds.length < 2 || Date.now() < deadline) {
    const writers = await crash(server, api);
    await checkAll(writers, api, report);
    rounds.push(writers);
  }
  const before = new Report(); // the earlier rounds again: later crashes must not have harmed them
  await checkAll(rounds.slice(0, 2).flat(), api, before);
  await server.stop();
  report.print(backend);
  before.print(`${backend}, after ${rounds.length} crashes`);
  return { passed: report.passed + before.passed, failed: report.failed + before.failed };
}

const total = { passed: 0, failed: 0 };
for (const backend of availableBackends()) {
  const { passed, failed } = await crashOn(backend).catch((error) => {
    console.log(`FAILED ${backend}: ${error.stack}`);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
