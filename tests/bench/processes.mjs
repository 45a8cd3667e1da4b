// What processes use, from /proc.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Fields of /proc/PID/stat by their number in proc(5); undefined when the process is gone. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (number) => Number(fields[number - 3]);
  } catch {
    return undefined;
  }
}

const kParent = 4;
const kOwnTime = [14, 15];
const kTimeOfEndedChildren = [16, 17];

function secondsOf(stat, numbers) {
  return numbers.reduce((sum, number) => sum + (stat ? stat(number) : 0), 0) / ticksPerSecond;
}

/** CPU seconds that the processes have used so far. */
export function cpuSeconds(pids) {
  return pids.reduce((sum, pid) => sum + secondsOf(statOf(pid), kOwnTime), 0);
}

/** CPU seconds that a process and all its children have used so far, also those that have ended. */
export function cpuSecondsOfFamily(pid) {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statOf(name)?.(kParent) === pid);
  return secondsOf(statOf(pid), [...kOwnTime, ...kTimeOfEndedChildren]) + cpuSeconds(children);
}

function megabytes(pid, field) {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line[1]) / 1024;
}

const total = (pids, field) => pids.reduce((sum, pid) => sum + megabytes(pid, field), 0);

/** Resident memory now, in MB. */
export const memory = (pids) => total(pids, 'VmRSS');

/** The most memory that was resident since `forgetPeakMemory` or the start, in MB. */
export const peakMemory = (pids) => total(pids, 'VmHWM');

export function forgetPeakMemory(pids) {
  const resetPeak = '5'; // proc(5), clear_refs
  for (const pid of pids) {
    writeFileSync(`/proc/${pid}/clear_refs`, resetPeak);
  }
}
