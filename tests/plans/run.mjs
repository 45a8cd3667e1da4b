// Which rows the statements of both APIs really touch, when the tables are long: PostgreSQL logs the plan of each statement
// with what it read, and no statement may scan a table or read more than a page's worth of rows.
import { createDatabase } from '../support/database.mjs';
import { addIdentities, addPast, addStrangers, runSql } from '../support/history.mjs';
import { Server } from '../support/server.mjs';
import { Ledger } from '../soak/ledger.mjs';
import { befriendAll, Person } from '../soak/person.mjs';
import { Wire } from '../soak/wire.mjs';
import { lookAsOperator, lookThroughIdentities, useEverything } from './requests.mjs';
import { readPlans } from './log.mjs';

const kRows = Number(process.env.BACKBONE_TEST_PLANS_ROWS ?? 1_000_000);
const kOwnRows = 5000;
const kRounds = 7; // after five executions PostgreSQL may keep a plan for all parameters
const kMostRows = 450; // a page of 200 with what belongs to each row
const kMostOverviews = 10_000; // of hundred thousands

const database = createDatabase('postgresql');
const server = await Server.create({ name: 'plans', config: 'config/dev.yaml', database });
await server.start();
const ledger = new Ledger();
const wire = new Wire(server.consumer, ledger);
const people = await Promise.all([1, 2, 3].map(() => Person.create(wire, ledger)));
await befriendAll(people);
await server.stop();

console.log(`filling the tables with ${kRows} rows of each kind`);
addStrangers({ connection: database.connection, rows: kRows });
addIdentities({ database, rows: kRows / 10 });
addPast({ connection: database.connection, addresses: people.map(({ address }) => address), rows: kOwnRows });

const name = new URL(database.connection).pathname.slice(1);
runSql(database.connection, `
  ALTER DATABASE ${name} SET session_preload_libraries = 'auto_explain';
  ALTER DATABASE ${name} SET auto_explain.log_min_duration = 0;
  ALTER DATABASE ${name} SET auto_explain.log_analyze = on;
  ALTER DATABASE ${name} SET auto_explain.log_timing = off;
  ALTER DATABASE ${name} SET auto_explain.log_format = 'json';`);
await server.start();
for (let round = 0; round < kRounds; round += 1) {
  await useEverything(people, wire);
  await lookAsOperator(people, server.admin);
  await lookThroughIdentities(server.admin);
}
await server.stop();

const tables = new Set(['identity_overviews', 'messages', 'message_recipients', 'external_events', 'sync_runs', 'datawallet_modifications', 'tokens',
  'token_allocations', 'files', 'relationship_templates', 'relationship_template_allocations', 'relationships', 'relationship_audit_log',
  'quota_usage', 'individual_quotas', 'tier_quotas']);

/** What is wrong with a node of a plan, and with those below it. */
function problemsOf(node) {
  const problems = (node.Plans ?? []).flatMap(problemsOf);
  const touched = ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * (node['Actual Loops'] ?? 1);
  if (tables.has(node['Relation Name']) && node['Node Type'] === 'Seq Scan') problems.push(`scans ${node['Relation Name']}`);
  // The total of a list is counted in an index alone, over what belongs to the asking identity.
  const isCount = node['Node Type'] === 'Index Only Scan' && touched <= 2 * kOwnRows;
  // A page that is filtered by one thing and sorted by another is read along one of the two until it is full.
  const most = node['Relation Name'] === 'identity_overviews' ? kMostOverviews : kMostRows;
  if (touched > most && !isCount) problems.push(`${node['Node Type']}${node['Relation Name'] ? ` of ${node['Relation Name']}` : ''} reads ${touched} rows`);
  return problems;
}

let passed = 0;
let failed = 0;
const check = (title, problems) => {
  console.log(`${problems.size === 0 ? 'passed' : 'FAILED'} ${title}`);
  [...problems].slice(0, 5).forEach((problem) => console.log(`  ${problem}`));
  problems.size === 0 ? (passed += 1) : (failed += 1);
};

const byText = new Map();
for (const { text, plan } of readPlans(process.env.BACKBONE_TEST_PLANS_LOG)) {
  const problems = byText.get(text) ?? new Set();
  problemsOf(plan).forEach((problem) => problems.add(problem));
  byText.set(text, problems);
}
for (const [text, problems] of byText) {
  check(text.slice(0, 150), problems);
}
check('every request was answered as it should be', new Set(ledger.faults));
check(`there were plans to look at (${byText.size})`, new Set(byText.size > 50 ? [] : ['too few']));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
