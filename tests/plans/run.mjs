// Which rows the statements of both APIs and of the jobs really touch, when the tables are long: PostgreSQL logs the plan of each
// statement with what it read, and none may scan a long table or read more than a page's worth of rows, or a job's batch.
import { createDatabase } from '../support/database.mjs';
import { addDevices, addIdentities, addPast, addStrangers, runSql } from '../support/history.mjs';
import { runCommand, Server } from '../support/server.mjs';
import { Ledger } from '../soak/ledger.mjs';
import { befriendAll, Person } from '../soak/person.mjs';
import { Wire } from '../soak/wire.mjs';
import { kOwnRows, problemsOfJob, problemsOfRequest } from './judge.mjs';
import { readPlans } from './log.mjs';
import { comeAndGo } from './newcomers.mjs';
import { announce, lookAsOperator, lookThroughIdentities } from './operator.mjs';
import { useEverything } from './requests.mjs';

const kRows = Number(process.env.BACKBONE_TEST_PLANS_ROWS ?? 1_000_000);
const kRounds = 7; // after five executions PostgreSQL may keep a plan for all parameters
const kLeastRequestStatements = 190;
const kLeastJobStatements = 75;
const log = process.env.BACKBONE_TEST_PLANS_LOG;

const database = createDatabase('postgresql');
const { connection } = database;
const server = await Server.create({ name: 'plans', config: 'config/dev.yaml', database });
await server.start();
const ledger = new Ledger();
const wire = new Wire(server.consumer, ledger);
const people = await Promise.all([1, 2, 3].map(() => Person.create(wire, ledger)));
await befriendAll(people);
await server.stop();

console.log(`filling the tables with ${kRows} rows of each kind`);
addStrangers({ connection, rows: kRows });
addIdentities({ database, rows: kRows / 10 });
addDevices({ connection });
addPast({ connection, addresses: people.map(({ address }) => address), rows: kOwnRows });

// The jobs wait for their turn below.
const name = new URL(connection).pathname.slice(1);
runSql(connection, `
  UPDATE jobs SET next_run_at = 4000000000000000;
  ALTER DATABASE ${name} SET session_preload_libraries = 'auto_explain';
  ALTER DATABASE ${name} SET auto_explain.log_min_duration = 0;
  ALTER DATABASE ${name} SET auto_explain.log_analyze = on;
  ALTER DATABASE ${name} SET auto_explain.log_timing = off;
  ALTER DATABASE ${name} SET auto_explain.log_format = 'json';`);
await server.start();
for (let round = 0; round < kRounds; round += 1) {
  await announce(people, server.admin);
  await useEverything(people, wire, round);
  await comeAndGo(wire, ledger);
  await lookAsOperator(people, server.admin);
  await lookThroughIdentities(server.admin);
}
await server.stop();
const ofRequests = readPlans(log);

// What was ended in the rounds is as if it had been so long ago that nobody needs it any more.
runSql(connection, `
  SET auto_explain.log_min_duration = -1;
  UPDATE relationship_audit_log SET created_at = 0 WHERE new_status = 70;
  UPDATE identity_deletion_processes SET cancelled_at = 0 WHERE cancelled_at IS NOT NULL;`);
Object.assign(process.env, server.commandEnvironment);
const jobs = (await runCommand('job', 'list', '--output', 'json')).matchAll(/"name": *"([^"]+)"/g);
for (const [, job] of jobs) await runCommand('job', 'run', job);
const ofJobs = readPlans(log).slice(ofRequests.length);

let passed = 0;
let failed = 0;
const check = (title, problems) => {
  console.log(`${problems.size === 0 ? 'passed' : 'FAILED'} ${title}`);
  [...problems].slice(0, 5).forEach((problem) => console.log(`  ${problem}`));
  problems.size === 0 ? (passed += 1) : (failed += 1);
};

function checkPlans(kind, plans, problemsOf, least) {
  const byText = new Map();
  for (const { text, plan } of plans) {
    const problems = byText.get(text) ?? new Set();
    problemsOf(plan, text).forEach((problem) => problems.add(problem));
    byText.set(text, problems);
  }
  for (const [text, problems] of byText) {
    check(`${kind}: ${text.slice(0, 150)}`, problems);
  }
  check(`there were statements of ${kind}s to look at (${byText.size})`, new Set(byText.size >= least ? [] : ['too few']));
}

checkPlans('request', ofRequests, problemsOfRequest, kLeastRequestStatements);
checkPlans('job', ofJobs, problemsOfJob, kLeastJobStatements);
check('every request was answered as it should be', new Set(ledger.faults));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
