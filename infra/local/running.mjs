// Which Sallyport runs on this machine, and how it is stopped. Node built-ins only, so that `npm stop` always works.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './stack/plain-error.mjs';
import { sleep, startTimeOf, stopLeftovers } from './stack/processes.mjs';

const STOP_TIMEOUT_MS = 60_000;

/** @param {string} root */
export const dataDirOf = (root) => process.env.SALLYPORT_DATA_DIR ?? path.join(root, '.sallyport');
/** Who the supervisor started. @param {string} root */
export const childrenFileOf = (root) => path.join(dataDirOf(root), 'run', 'children.json');
const supervisorFile = (root) => path.join(dataDirOf(root), 'run', 'supervisor.json');

/** @param {string} root */
export function rememberSupervisor(root) {
  writeFileSync(supervisorFile(root), JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid) }), {
    mode: 0o600,
  });
}

/** The pid of the running supervisor, or null. @param {string} root */
export function findSupervisor(root) {
  if (!existsSync(supervisorFile(root))) return null;
  const { pid, startedAt } = JSON.parse(readFileSync(supervisorFile(root), 'utf8'));
  return startedAt !== null && startTimeOf(pid) === startedAt ? pid : null;
}

/** What `ready.json` says, or null while nothing is ready. @param {string} root @returns {import('./stack/stack.mjs').Ready | null} */
export function findReady(root) {
  const file = path.join(dataDirOf(root), 'ready.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** Stops the running one and whatever a killed one left. @param {string} root @returns {Promise<boolean>} whether something ran */
export async function stopRunning(root) {
  const pid = findSupervisor(root);
  if (pid) {
    process.kill(pid, 'SIGTERM');
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (findSupervisor(root) === pid) {
      if (Date.now() > deadline)
        throw new PlainError(`Process ${pid} does not stop: end it with "kill -9 ${pid}", then run "npm stop" again.`);
      await sleep(100);
    }
  }
  await stopLeftovers(childrenFileOf(root));
  return pid !== null;
}
