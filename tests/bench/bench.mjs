// Measures the server on each database and prints one table for each.
import { writeFileSync } from 'node:fs';
import { measureGrowth } from './growth.mjs';
import { Limits } from './limits.mjs';
import { readOptions, usage, UsageError } from './options.mjs';
import { Stage } from './stage.mjs';
import { printFacts, printGrowth, printLimits, printScenarios } from './table.mjs';

const kRequestsUntilWarm = 10_000;

async function measureScenario(scenario, stage, limits, backend) {
  const { name, title, target } = scenario;
  try {
    await stage.population.refresh(stage.seconds);
    const result = await scenario.run(stage);
    return { name, title, target, ...result, limit: await limits.lowest(scenario, result, backend) };
  } catch (error) {
    return { name, title, target, failure: error.message };
  }
}

async function measureScenarios(stage, options, limits, backend) {
  const results = [];
  for (const scenario of options.scenarios.filter(({ onlyOurs }) => stage.server || !onlyOurs)) {
    results.push(await measureScenario(scenario, stage, limits, backend));
  }
  return results;
}

/** Absent when the memory of the server is not known. */
function highestMemory(results) {
  const known = results.map(({ memory }) => memory).filter((memory) => memory !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function report(title, facts, results) {
  console.log(`\n${title}`);
  printFacts(facts);
  printScenarios(results);
  return { title, facts, results };
}

async function measureOurs(backend, options, limits) {
  const databaseProcess = backend === 'postgresql' ? Number(process.env.BACKBONE_TEST_POSTGRESQL_PID) : undefined;
  const stage = await Stage.start(backend, options, limits, databaseProcess);
  const facts = { start: await stage.measureStart() };
  facts.idleMemory = stage.memory();
  await stage.populate();
  await stage.warmUp(kRequestsUntilWarm);
  facts.warmMemory = stage.memory();
  const results = await measureScenarios(stage, options, limits, backend);
  facts.peakMemory = highestMemory(results);
  const table = report(`on ${backend}, ${options.seconds} s a scenario`, facts, results);
  if (options.growth && backend === 'postgresql') {
    table.growth = await measureGrowth(stage);
    printGrowth(table.growth);
  }
  await stage.stop();
  return table;
}

/** Nothing is known of the database of a server that is not ours: it is compared with PostgreSQL. */
async function measureStrangers(options, limits) {
  const stage = await Stage.visit(options, limits);
  const facts = options.pids.length > 0 ? { idleMemory: stage.memory() } : {};
  await stage.populate();
  await stage.warmUp(1);
  const results = await measureScenarios(stage, options, limits, 'postgresql');
  facts.peakMemory = highestMemory(results);
  return report(`${options.url}, ${options.seconds} s a scenario`, facts, results);
}

async function measure(options) {
  const limits = await Limits.measure(options);
  const tables = [];
  if (options.url) {
    tables.push(await measureStrangers(options, limits));
  } else {
    for (const backend of options.databases) {
      tables.push(await measureOurs(backend, options, limits));
    }
  }
  console.log();
  printLimits(limits.all);
  if (options.json) {
    writeFileSync(options.json, `${JSON.stringify({ seconds: options.seconds, tables, limits: limits.all }, null, 2)}\n`);
  }
  return tables.flatMap(({ results }) => results);
}

const isFaulty = ({ failure, errors, meanwhile }) => failure !== undefined || errors > 0 || meanwhile?.errors > 0;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
  } else {
    const results = await measure(options);
    process.exitCode = results.some(isFaulty) ? 1 : 0;
  }
} catch (error) {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
