// Checks a fresh server per database against the recordings, less the steps which `later.json` lists.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { availableBackends, createDatabase, temporaryFolder } from '../support/database.mjs';
import { root, Server } from '../support/server.mjs';

const here = resolve(root, 'tests/contract');
const kSlow = 'slow'; // the area whose scenarios wait for minutes

function listedAreas() {
  const lines = readFileSync(join(here, 'areas'), 'utf8').split('\n');
  return lines.filter((line) => line && !line.startsWith('#')).map((line) => line.split(/\s+/)[0]);
}

/** The recorded server signed with RSA and had a certificate; the answers show both. */
function signingKeyFile() {
  const [key, certificate, both] = ['key.pem', 'certificate.pem', 'both.pem'].map((name) => join(temporaryFolder(), name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=contract'], { stdio: 'ignore' });
  writeFileSync(both, readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'), { mode: 0o600 });
  return both;
}

/** Runs the kit against a server; answers the results per recorded step. */
async function verify(server, areas, log) {
  const json = join(temporaryFolder(), 'results.json');
  const kit = spawn(process.execPath, [
    join(here, 'contract.mjs'), 'verify', '--consumer', server.consumer, '--admin', server.admin,
    '--only', areas.join(','), '--json', json, ...(areas.includes(kSlow) ? ['--slow'] : []),
  ]);
  const output = createWriteStream(log);
  kit.stdout.pipe(output, { end: false });
  kit.stderr.pipe(output, { end: false });
  await once(kit, 'close');
  return JSON.parse(readFileSync(json, 'utf8')).results;
}

const sameStep = (entry, row) =>
  entry.area === row.area && entry.scenario === row.scenario && (entry.step === undefined || entry.step === row.step);

const placeOf = ({ area, scenario, step }) => `${area}: ${scenario}${step === undefined ? '' : ` / ${step}`}`;

const short = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text?.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** Divides the results by what `later.json` expects to fail. An area of which nothing was checked has failed as well. */
function judge(results, areas, later) {
  const wrong = results.filter((row) => !row.passed);
  const expected = wrong.filter((row) => later.some((entry) => sameStep(entry, row)));
  return {
    passed: results.length - wrong.length,
    unexpected: wrong.filter((row) => !expected.includes(row)),
    expected,
    unchecked: areas.filter((area) => !results.some((row) => row.area === area)),
    obsolete: later.filter((entry) => results.filter((row) => sameStep(entry, row)).every((row) => row.passed)),
  };
}

function printDifferences(rows) {
  for (const row of rows) {
    console.log(`  ${placeOf(row)}${row.notRecorded ? ': not recorded' : ''}`);
    for (const { path, expected, got } of row.differences ?? []) {
      console.log(`    ${path}: expected ${short(expected)}, got ${short(got)}`);
    }
  }
}

/** One line for all the steps of a scenario that ended too early. */
function printNotReached(rows) {
  const scenarios = new Map();
  for (const row of rows) {
    const name = placeOf({ ...row, step: undefined });
    const entry = scenarios.get(name) ?? { count: 0, reason: row.differences[0].got };
    entry.count += 1;
    scenarios.set(name, entry);
  }
  for (const [name, { count, reason }] of scenarios) {
    console.log(`  ${name}: ${count} steps ${reason}`);
  }
}

function report(backend, { passed, unexpected, expected, unchecked, obsolete }) {
  console.log(`${backend}: ${passed} steps as recorded, ${unexpected.length} not, ${expected.length} need parts that come later`);
  printDifferences(unexpected.filter((row) => !row.notReached));
  printNotReached(unexpected.filter((row) => row.notReached));
  for (const area of unchecked) {
    console.log(`  ${area}: nothing was checked`);
  }
  for (const entry of obsolete) {
    console.log(`remark: on ${backend} nothing of this fails, so it need not be in later.json: ${placeOf(entry)}`);
  }
}

/** Checks one database; answers how many steps passed and failed. */
async function checkOn(backend, areas, later) {
  const server = await Server.create({ name: 'contract', config: 'tests/contract/server.yaml', database: createDatabase(backend), settings: { BACKBONE_AUTHENTICATION__SIGNING_KEY_FILES: signingKeyFile() } });
  await server.start();
  const log = resolve(root, `build/test-logs/contract-${backend}-kit.log`);
  const verdict = judge(await verify(server, areas, log), areas, later);
  report(backend, verdict);
  let failed = verdict.unexpected.length + verdict.unchecked.length;
  await server.stop().catch((error) => {
    console.log(`${backend}: ${error.message}`);
    failed += 1;
  });
  return { passed: verdict.passed, failed };
}

const areas = process.argv.length > 2 ? process.argv.slice(2) : listedAreas();
const later = JSON.parse(readFileSync(join(here, 'later.json'), 'utf8')).filter(({ area }) => areas.includes(area));

async function checkSafelyOn(backend) {
  return checkOn(backend, areas, later).catch((error) => {
    console.log(`${backend}: ${error.stack}`);
    return { passed: 0, failed: 1 };
  });
}

const verdicts = [];
for (const backend of availableBackends()) {
  // Who only waits can do that beside the other one.
  verdicts.push(areas.includes(kSlow) ? checkSafelyOn(backend) : await checkSafelyOn(backend));
}
const total = { passed: 0, failed: 0 };
for (const { passed, failed } of await Promise.all(verdicts)) {
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
