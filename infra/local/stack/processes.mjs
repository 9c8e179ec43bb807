// Children of `npm start`: each in its own process group with its own log, stopped in reverse order of their start.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stopProcess as stopPostgres } from '../postgres/leftover.mjs';
import { PlainError } from './plain-error.mjs';

const STOP_GRACE_MS = 8000;
const LOG_TAIL_LINES = 12;
const RESTART_DELAY_MS = 250;
const RESTARTS_PER_MINUTE = 5;

/**
 * @typedef {{ name: string, pid: number, stop(): Promise<void> }} Child
 * @typedef {{ name: string, script: string, args?: string[], nodeArgs?: string[], env: Record<string, string>, cwd?: string, healthUrl: string | null, timeoutMs?: number }} ChildSpec
 */

/**
 * @param {object} options
 * @param {string} options.logDir
 * @param {string} options.registryFile   who runs, for the next start in case this process is killed
 * @param {(name: string, tail: string) => void} options.onRestart  a child ended by itself and is started again
 * @param {(name: string, tail: string) => void} options.onGivenUp  it ended too often
 */
export function createSupervisor({ logDir, registryFile, onRestart, onGivenUp }) {
  mkdirSync(logDir, { recursive: true });
  /** @type {Child[]} */
  const children = [];
  let stopping = false;

  const remember = () =>
    writeFileSync(
      registryFile,
      JSON.stringify(children.map(({ name, pid }) => ({ name, pid, startedAt: startTimeOf(pid) }))),
      { mode: 0o600 },
    );

  /** Takes over something that was started elsewhere, so that it is stopped in order too. @param {Child} child */
  const adopt = (child) => {
    children.push(child);
    remember();
  };

  /** Starts a Node process, waits until it answers, and starts it again when it ends by itself. @param {ChildSpec} spec */
  const start = async (spec) => {
    const logFile = path.join(logDir, `${spec.name}.log`);
    if (stopping) throw new PlainError('Stopped while starting.');
    const restarts = createRestartBudget();
    let isUp = false;
    /** @type {Child} */
    const entry = { name: spec.name, pid: -1, stop: async () => {} };
    const launch = () => {
      const { child, exited } = spawnLogged(spec, logFile);
      entry.pid = child.pid ?? -1;
      entry.stop = () => stopGroup(child, exited);
      remember();
      void exited.then(() => {
        if (stopping || !isUp) return; // While starting, whoever waits for its health tells.
        signalGroup(entry.pid, 'SIGKILL'); // What it started must not live on beside its successor.
        if (!restarts.take()) return onGivenUp(spec.name, tailOf(logFile));
        onRestart(spec.name, tailOf(logFile));
        setTimeout(() => stopping || launch(), RESTART_DELAY_MS);
      });
      return exited;
    };
    children.push(entry);
    await waitForHealth(spec, launch(), logFile);
    isUp = true;
  };

  const stopAll = async () => {
    stopping = true;
    for (const child of [...children].reverse()) await child.stop();
    children.length = 0;
    remember();
  };

  return { adopt, start, stopAll, list: () => children.map(({ name, pid }) => ({ name, pid })) };
}

function spawnLogged(spec, logFile) {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...(spec.nodeArgs ?? []), spec.script, ...(spec.args ?? [])], {
    cwd: spec.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'production', ...spec.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  return { child, exited };
}

/** A few restarts a minute; a child that needs more is broken, and starting it for ever would only hide that. */
function createRestartBudget() {
  /** @type {number[]} */
  let taken = [];
  return {
    take() {
      taken = taken.filter((at) => at > Date.now() - 60_000);
      if (taken.length >= RESTARTS_PER_MINUTE) return false;
      taken.push(Date.now());
      return true;
    },
  };
}

/** Ends what a killed supervisor left behind. Only processes that are still the very ones it started. @param {string} registryFile */
export async function stopLeftovers(registryFile) {
  for (const { name, pid, startedAt } of readRegistry(registryFile).reverse()) {
    const isSame = () => startedAt !== null && startTimeOf(pid) === startedAt;
    if (!isSame()) continue;
    if (name === 'postgres') {
      await stopPostgres(pid);
      continue;
    }
    signalGroup(pid, 'SIGTERM');
    for (let i = 0; i < 50 && isSame(); i++) await sleep(100);
    if (isSame()) signalGroup(pid, 'SIGKILL');
  }
}

/** When a process started, in a form that differs for another process of the same pid; null when there is none. @param {number} pid */
export function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return process.platform === 'linux' ? null : isAlive(pid) ? 'alive' : null;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function stopGroup(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  signalGroup(child.pid, 'SIGTERM');
  const inTime = await Promise.race([exited.then(() => true), sleep(STOP_GRACE_MS).then(() => false)]);
  if (!inTime) {
    signalGroup(child.pid, 'SIGKILL');
    await exited;
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function waitForHealth({ name, healthUrl, timeoutMs = 60_000 }, exited, logFile) {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  const deadline = Date.now() + timeoutMs;
  while (healthUrl && Date.now() < deadline) {
    if (ended)
      throw new PlainError(`The ${name} stopped while starting. Its last words (${logFile}):\n${tailOf(logFile)}`);
    const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer && answer.status < 500) return;
    await sleep(60);
  }
  if (!healthUrl) return; // Nothing to ask: a failure shows as an unexpected exit.
  throw new PlainError(
    `The ${name} did not become ready within ${timeoutMs / 1000} s. Its last words (${logFile}):\n${tailOf(logFile)}`,
  );
}

function tailOf(file) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  } catch {
    return '(no log)';
  }
}

function readRegistry(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}
