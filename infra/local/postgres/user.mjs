import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @typedef {{ uid?: number, gid?: number }} Identity user and group a child runs as; empty means "as we do" */

/**
 * Whom Postgres runs as. It refuses to run as root, so root hands over to `postgres` or, without one, to `nobody`.
 * @returns {Identity}
 */
export function unprivilegedIdentity() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return row ? { uid: Number(row[2]), gid: Number(row[3]) } : { uid: 65534, gid: 65534 };
}

/**
 * Whether that user can traverse to a folder or program and enter or run it.
 * @param {string} path
 * @param {Identity} identity
 * @returns {Promise<boolean>}
 */
export async function canReach(path, identity) {
  try {
    await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...identity, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
