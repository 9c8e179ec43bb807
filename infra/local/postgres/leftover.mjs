import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresError } from './errors.mjs';

const STOP_MS_MAX = 20_000;

/**
 * Deals with what an earlier start left in a data folder. A server whose parent was killed is stopped; one whose parent
 * lives belongs to a running Sallyport and is an error; a lock file of a machine that was switched off is removed, because
 * Postgres would mistake any process that has the old number now for itself.
 * @param {string} dataDir
 * @param {(line: string) => void} log
 */
export async function clearLeftover(dataDir, log) {
  const lockFile = path.join(dataDir, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
  if (!isPostgresOf(pid, dataDir)) {
    rmSync(lockFile, { force: true });
    return;
  }
  const parent = parentOf(pid);
  if (parent > 1 && parent !== process.pid && /\bnode\b/.test(commandOf(parent))) {
    throw new PostgresError(
      'already_running',
      `The database in ${dataDir} is in use by process ${parent}: stop that one first, for example with "npm stop".`,
    );
  }
  log(`stopping the Postgres (process ${pid}) that an earlier run left behind`);
  await stopProcess(pid);
}

/**
 * Fast shutdown, then the immediate one when the first does not end in time; the next start recovers from that.
 * @param {number} pid
 */
export async function stopProcess(pid) {
  if (!signal(pid, 'SIGINT')) return;
  const deadline = Date.now() + STOP_MS_MAX;
  while (signal(pid, 0)) {
    if (Date.now() > deadline) {
      signal(pid, 'SIGQUIT');
      return;
    }
    await sleep(20);
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} name
 * @returns {boolean} false when the process is gone
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @param {string} dataDir
 */
function isPostgresOf(pid, dataDir) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const command = commandOf(pid);
  return /\bpostgres\b/.test(command) && command.includes(dataDir);
}

/**
 * Command line of a process, or an empty string. Linux without `ps` (slim images) has /proc; macOS has `ps`.
 * @param {number} pid
 * @returns {string}
 */
function commandOf(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @returns {number} 0 when it cannot be told
 */
function parentOf(pid) {
  try {
    if (process.platform === 'linux')
      return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return Number(
      execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return 0;
  }
}
