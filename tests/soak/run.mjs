// Lets people, and a crowd, use a server while it and its database are killed, and checks afterwards that nothing was lost or half done.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../support/cleanup.mjs';
import { createDatabase } from '../support/database.mjs';
import { Server } from '../support/server.mjs';
import { Chaos } from './chaos.mjs';
import { Crowd } from './crowd.mjs';
import { checkInvariants } from './invariants.mjs';
import { Ledger } from './ledger.mjs';
import { Lovers } from './lovers.mjs';
import { befriendAll, Person } from './person.mjs';
import { Wire } from './wire.mjs';

const kFriends = 8;
const kLovers = 4;
const kProblemsShown = 5;
const seconds = Number(process.argv[2]);

function blobFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'backbone-soak-blobs-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const numbers = (count) => Array.from({ length: count }, (_, number) => number);

/** Everybody acts until the time is over. */
async function live(people, crowd, chaos) {
  const end = Date.now() + seconds * 1000;
  const isOver = () => Date.now() >= end;
  const acting = people.map(async (somebody) => {
    while (!isOver()) {
      await somebody.act();
    }
  });
  await Promise.all([...acting, crowd.actUntil(end), chaos.rage(isOver)]);
}

async function soakOn(backend) {
  const database = createDatabase(backend);
  const blobs = blobFolder();
  const server = await Server.create({
    name: 'soak', config: 'config/dev.yaml', database,
    settings: { BACKBONE_BLOB_STORAGE__FOLDER: blobs, BACKBONE_MODULES__MESSAGES__MAX_UNRECEIVED_MESSAGES_FROM_ONE_SENDER: '100' },
  });
  await server.start();
  const ledger = new Ledger();
  const wire = new Wire(server.consumer, ledger);
  const friends = await Promise.all(numbers(kFriends).map(() => Person.create(wire, ledger)));
  await befriendAll(friends);
  const lovers = await Promise.all(numbers(kLovers).map(() => Lovers.create(wire, ledger)));
  const crowd = await Crowd.create(server.consumer);
  const chaos = new Chaos(server, backend);

  await live([...friends, ...lovers], crowd, chaos);
  await chaos.settle();
  const rules = [
    { rule: 'the crowd got answers', count: crowd.completed, problems: [] },
    ...(await checkInvariants({ database, blobs, ledger, friends, wire })),
  ];
  await server.stop();

  console.log(`${backend}: ${ledger.summary()}; ${crowd.completed} requests of the crowd; ${chaos.summary()}`);
  return report(backend, rules);
}

/** A rule under which nothing was checked counts as broken. */
function report(backend, rules) {
  let passed = 0;
  for (const { rule, count, problems } of rules) {
    const good = count > 0 && problems.length === 0;
    console.log(`${good ? 'passed' : 'FAILED'} ${backend}: ${rule} (${count})`);
    problems.slice(0, kProblemsShown).forEach((problem) => console.log(`  ${problem}`));
    if (problems.length > kProblemsShown) {
      console.log(`  and ${problems.length - kProblemsShown} more`);
    }
    passed += good ? 1 : 0;
  }
  return { passed, failed: rules.length - passed };
}

const total = { passed: 0, failed: 0 };
for (const backend of ['sqlite', 'postgresql']) {
  const { passed, failed } = await soakOn(backend).catch((error) => {
    console.log(`FAILED ${backend}: ${error.stack}`);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
