// The command line of the benchmark.
import { parseArgs } from 'node:util';
import { scenarios } from './scenarios.mjs';

export const usage = `usage: ./dev bench [OPTION…]

  --database WHICH    sqlite, postgresql or both (default)
  --only NAME,…       only these scenarios:
                      ${scenarios.map(({ name }) => name).join(', ')}
  --growth            also tell how the cost changes on PostgreSQL with a hundred times as
                      much data of others; so it is without --only
  --seconds N         length of each scenario (default 5)
  --url URL           measure the server that runs there, of any make, instead of starting one
  --client ID:SECRET  OAuth client for new identities (default test:test)
  --pid PID,…         with --url: the processes of that server, for CPU and memory
  --json FILE         also write all numbers to a file
  --help
`;

/** A mistake in the command line. */
export class UsageError extends Error {}

const kOptions = {
  database: { type: 'string', default: 'both' },
  only: { type: 'string' },
  seconds: { type: 'string', default: '5' },
  url: { type: 'string' },
  client: { type: 'string', default: 'test:test' },
  pid: { type: 'string' },
  json: { type: 'string' },
  growth: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

function parse(words) {
  try {
    return parseArgs({ args: words, options: kOptions, strict: true }).values;
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function positive(name, text) {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new UsageError(`--${name} needs a positive number instead of '${text}'`);
  }
  return Number(text);
}

function databasesOf(word) {
  if (!['sqlite', 'postgresql', 'both'].includes(word)) {
    throw new UsageError(`--database knows sqlite, postgresql and both, but not '${word}'`);
  }
  return word === 'both' ? ['sqlite', 'postgresql'] : [word];
}

/** The chosen scenarios, always in the order of the table: later ones build on what earlier ones leave behind. */
function scenariosOf(list) {
  const names = list?.split(',');
  const unknown = names?.find((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`there is no scenario '${unknown}'`);
  }
  return scenarios.filter(({ name }) => !names || names.includes(name));
}

function clientOf(text) {
  const colon = text.indexOf(':');
  if (colon < 1) {
    throw new UsageError(`--client needs ID:SECRET instead of '${text}'`);
  }
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

export function readOptions(words) {
  const given = parse(words);
  if (given.pid !== undefined && given.url === undefined) {
    throw new UsageError('--pid is for a server that is named by --url');
  }
  return {
    help: given.help,
    databases: databasesOf(given.database),
    scenarios: scenariosOf(given.only),
    seconds: positive('seconds', given.seconds),
    url: given.url?.replace(/\/+$/, ''),
    client: clientOf(given.client),
    pids: given.pid?.split(',').map((pid) => positive('pid', pid)) ?? [],
    json: given.json,
    growth: given.growth || given.only === undefined,
  };
}
