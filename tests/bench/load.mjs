// Runs wrk with our scripts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../support/database.mjs';
import { root } from '../support/server.mjs';

const scripts = resolve(root, 'tests/bench/lua');
const folder = temporaryFolder();
const kSecondsToAnswer = 30;
const kBetweenRequests = '\n--- next request ---\n';

/** Stands for the name of the user whom the requests before have created. It is as long as one. */
export const markerOfUser = 'USERUSERUSERUSERUSER';

/** A request as it goes over the wire. */
export function requestText(base, { method = 'GET', path, token, apiKey, json, form }) {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${new URL(base).host}`, 'X-Supported-Datawallet-Version: 1'];
  if (token) {
    lines.push(`Authorization: Bearer ${token}`);
  }
  if (apiKey) {
    lines.push(`X-API-KEY: ${apiKey}`);
  }
  const body = json === undefined ? (form ?? '') : JSON.stringify(json);
  if (json !== undefined) {
    lines.push('Content-Type: application/json');
  } else if (form !== undefined) {
    lines.push('Content-Type: application/x-www-form-urlencoded');
  }
  if (method !== 'GET') {
    lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Requests that are sent one after the other, as one entry of the file for journeys.lua. */
export const journeyText = (base, requests) => requests.map((request) => requestText(base, request)).join(kBetweenRequests);

let files = 0;

function writeEntries(entries) {
  files += 1;
  const path = join(folder, `entries-${files}`);
  writeFileSync(path, entries.map((entry) => `${Buffer.byteLength(entry)}\n${entry}`).join(''));
  return path;
}

/**
 * Lets wrk load a server; answers `{ completed, seconds, rate, p50, p99, errors, bytes }`: the rate per second, p50 and p99
 * in milliseconds.
 * @param {{ base: string, script: string, entries: string[], seconds: number, connections?: number, threads?: number,
 *   parameters?: string[] }} o  `parameters` follow the name of the file with the entries.
 */
export async function load({ base, script, entries, seconds, connections = 16, threads = 1, parameters = [] }) {
  const file = writeEntries(entries);
  const wrk = spawn(
    'wrk',
    [
      `--connections=${connections}`, `--threads=${threads}`, `--duration=${seconds}s`, `--timeout=${kSecondsToAnswer}s`,
      `--script=${join(scripts, `${script}.lua`)}`, base, '--', file, ...parameters.map(String),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LUA_PATH: `${scripts}/?.lua` } },
  );
  let output = '';
  wrk.stdout.on('data', (piece) => (output += piece));
  wrk.stderr.on('data', (piece) => (output += piece));
  await once(wrk, 'close').finally(() => rmSync(file));
  const result = /^RESULT (.*)$/m.exec(output);
  if (!result) {
    throw new Error(`wrk did not finish:\n${output}`);
  }
  const numbers = JSON.parse(result[1]);
  return { ...numbers, rate: numbers.completed / numbers.seconds };
}

/** The same requests over and over, in order. */
export const replay = (o) => load({ ...o, script: 'replay' });

/** A few requests now and then, to see how the server answers others meanwhile. */
export const probe = (o) => load({ ...o, script: 'replay', connections: 1, parameters: [o.pause] });

/** One connection and one entry each for `connections` clients, who know what their last answer was. */
export const oneConnectionEach = (o) => {
  const clients = Math.min(16, o.entries.length);
  return load({ ...o, connections: clients, threads: clients, parameters: [clients] });
};
