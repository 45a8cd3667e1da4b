// How the cost of a request changes when the database holds a hundred times as much of other people's data.
import { addStrangers } from '../support/history.mjs';
import { scenarios } from './scenarios.mjs';

const kMeasured = ['poll', 'datawallet', 'list', 'send'];
const kStrangersRows = 1_000_000; // a hundred times the messages of the population
const kRounds = 3;

/** CPU seconds of server and database for a thousand requests: the least of several rounds, since noise only adds. */
async function costs(stage) {
  const least = new Map();
  for (let round = 0; round < kRounds; round += 1) {
    for (const name of kMeasured) {
      await stage.population.refresh(stage.seconds);
      const { cpu, databaseCpu } = await scenarios.find((scenario) => scenario.name === name).run(stage);
      least.set(name, Math.min(cpu + databaseCpu, least.get(name) ?? Infinity));
    }
  }
  return least;
}

/** Answers `{ title, before, after }` for each scenario. */
export async function measureGrowth(stage) {
  const before = await costs(stage);
  addStrangers({ connection: stage.database.connection, rows: kStrangersRows });
  const after = await costs(stage);
  return kMeasured.map((name) => ({
    title: scenarios.find((scenario) => scenario.name === name).title, before: before.get(name), after: after.get(name),
  }));
}
