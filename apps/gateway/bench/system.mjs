// What the bench reads from the machine: CPU time and memory of processes, how busy the rest is, free ports, pinning.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** CPU time of all threads of a process, in µs, from the scheduler's nanosecond counters. */
export function cpuUs(pid) {
  let ns = 0;
  for (const thread of listThreads(pid)) ns += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] || 0);
  return ns / 1000;
}

const listThreads = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
};

/** Resident memory in MB. */
export const rssMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** Busy time of all cores in µs, whoever used it. */
export function machineBusyUs() {
  const [user, nice, system, , , irq, softirq, steal] = read('/proc/stat')
    .split('\n')[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * 10_000;
}

const hasTaskset = spawnSync('taskset', ['--version']).status === 0 && os.cpus().length >= 2;

/** Whether processes can be pinned to cores here; without it figures are noisier and the report says so. */
export const canPin = hasTaskset;

/** Starts Node with these arguments, a script among them, pinned to a core where that is possible. */
export function startPinned(
  core,
  args,
  env = {},
  stdio = ['ignore', process.env.LOG_LEVEL ? 'inherit' : 'ignore', 'inherit'],
) {
  const [command, rest] = hasTaskset
    ? ['taskset', ['-c', String(core), process.execPath, ...args]]
    : [process.execPath, args];
  return spawn(command, rest, { env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env }, stdio });
}

export async function stop(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  if ((await Promise.race([exited, sleep(5000).then(() => 'late')])) === 'late') child.kill('SIGKILL');
}

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Resolves when a URL answers with a status under 500. */
export async function untilReady(url, timeoutMs = 30_000) {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(25)) {
    const answer = await fetch(url).catch(() => null);
    if (answer && answer.status < 500) return;
  }
  throw new Error(`${url} did not become ready`);
}

/** Waits, bounded, until the rest of the machine is quiet, so that windows can be compared. */
export async function untilQuiet(limitCores = 0.25, tries = 25) {
  for (let i = 0; i < tries; i++) {
    const [busy, at] = [machineBusyUs(), Date.now()];
    await sleep(200);
    if ((machineBusyUs() - busy) / ((Date.now() - at) * 1000) < limitCores) return;
  }
}
