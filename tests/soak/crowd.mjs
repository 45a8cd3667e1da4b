// Many who ask for what a server gets in a day, with the load of the benchmark. Nobody remembers their answers: what they leave behind
// must obey the same rules as that of the people.
import { setTimeout as delay } from 'node:timers/promises';
import { Api } from '../bench/api.mjs';
import { replay, requestText } from '../bench/load.mjs';
import { Population } from '../bench/population.mjs';
import { mixedRequests } from '../bench/requests.mjs';

const kLongestBurst = 5; // s
const kConnections = 4;
const kPause = 10; // ms before each request of a connection, so that others get their turn
const kPauseAfterFailure = 200; // ms

export class Crowd {
  /** Requests that were answered in some way. */
  completed = 0;
  #population;

  static async create(base) {
    const crowd = new Crowd();
    crowd.#population = await Population.create(new Api(base, { id: 'test', secret: 'test' }));
    return crowd;
  }

  /** Comes in bursts until `end` (ms since 1970). A burst that finds the server down is over, and the next one begins soon. */
  async actUntil(end) {
    while (Date.now() < end) {
      await this.#burst(end).catch(() => delay(kPauseAfterFailure));
    }
  }

  async #burst(end) {
    await this.#population.refresh(kLongestBurst);
    const seconds = Math.min(kLongestBurst, Math.floor((end - Date.now()) / 1000));
    if (seconds < 1) return delay(Math.max(0, end - Date.now()));
    const { base } = this.#population.api;
    const entries = mixedRequests(this.#population).map((request) => requestText(base, request));
    const { completed } = await replay({ base, entries, seconds, connections: kConnections, parameters: [kPause] });
    this.completed += completed;
    return undefined;
  }
}
