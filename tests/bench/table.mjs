// Prints what was measured.

const left = (text, width) => text.padEnd(width);
const right = (text, width) => text.padStart(width);

const whole = (number) => Math.round(number).toLocaleString('en-US');
const rate = (number) => (number < 100 ? number.toFixed(1) : whole(number));
const milliseconds = (number) => (number < 10 ? number.toFixed(2) : number.toFixed(1));
const seconds = (number) => number.toFixed(number < 1 ? 3 : 1);
const times = (number) => `${number.toFixed(2)}×`;
const megabytes = (number) => `${number.toFixed(1)} MB`;

const orDash = (show) => (number) => (number === undefined ? '–' : show(number));

const kColumns = [
  ['scenario', left, (row) => row.title],
  ['req/s', right, (row) => rate(row.rate)],
  ['p50 ms', right, (row) => milliseconds(row.p50)],
  ['p99 ms', right, (row) => milliseconds(row.p99)],
  ['CPU s/1,000', right, (row) => orDash(seconds)(row.cpu)],
  ['DB CPU', right, (row) => orDash(seconds)(row.databaseCpu)],
  ['MB', right, (row) => orDash(whole)(row.memory)],
  ['errors', right, (row) => whole(row.errors)],
  ['target', right, (row) => orDash(whole)(row.target)],
  ['reached', right, (row) => orDash(times)(row.target && row.rate / row.target)],
  ['limit', right, (row) => orDash(rate)(row.limit?.rate)],
  ['of', left, (row) => row.limit?.of ?? '–'],
  ['reached', right, (row) => orDash(times)(row.limit && row.rate / row.limit.rate)],
];

function printColumns(rows) {
  const cells = [kColumns.map(([title]) => title), ...rows.map((row) => kColumns.map(([, , show]) => show(row)))];
  const widths = kColumns.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  for (const line of cells) {
    console.log(line.map((cell, column) => kColumns[column][1](cell, widths[column])).join('  ').trimEnd());
  }
}

/** The measured scenarios, each followed by what was seen beside it; a scenario that failed tells why. */
export function printScenarios(results) {
  printColumns(results.filter(({ failure }) => !failure).flatMap((row) => (row.meanwhile ? [row, row.meanwhile] : [row])));
  for (const { title, failure } of results.filter((row) => row.failure)) {
    console.log(`FAILED ${title}: ${failure}`);
  }
}

const kFacts = [
  ['start', 'start to first answer', (ms) => `${ms.toFixed(0)} ms`, '< 150 ms'],
  ['idleMemory', 'memory, idle', megabytes, '< 40 MB'],
  ['warmMemory', 'memory after 10,000 requests', megabytes, '< 40 MB'],
  ['peakMemory', 'memory under load, at most', megabytes, '< 60 MB'],
];

export function printFacts(facts) {
  for (const [name, title, show, target] of kFacts.filter((fact) => facts[fact[0]] !== undefined)) {
    console.log(`${left(title, 30)}${right(show(facts[name]), 10)}${target ? `  (target ${target})` : ''}`);
  }
}

export function printLimits(limits) {
  console.log('limits of this machine, per second:');
  for (const [text, perSecond] of limits) {
    console.log(`  ${left(text, 60)}${right(rate(perSecond), 10)}`);
  }
}

/** @param {{ title: string, before: number, after: number }[]} growth  CPU seconds of server and database for 1,000 requests */
export function printGrowth(growth) {
  console.log('\ncost with 100 times as much data of others: CPU s/1,000 of server and database');
  for (const { title, before, after } of growth) {
    console.log(`  ${title.padEnd(32)}${before.toFixed(3).padStart(8)} →${after.toFixed(3).padStart(8)}   ${(after / before).toFixed(2)}×`);
  }
}
