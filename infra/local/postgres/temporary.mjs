import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clearLeftover } from './leftover.mjs';

const PREFIX = 'sallyport-postgres-';
/** One process may run several at once; none of its own is abandoned while it lives. */
const OWN_PREFIX = `${PREFIX}${process.pid}-`;
/** A folder without a server may be one that is just being filled. */
const ABANDONED_MS = 60 * 60 * 1000;

/**
 * Makes a folder for one run, and removes those of runs that were killed, with their servers.
 * @param {(line: string) => void} log
 * @returns {Promise<{ dataDir: string, forget: () => void }>}
 */
export async function makeTemporaryFolder(log) {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(PREFIX) && !name.startsWith(OWN_PREFIX)) await removeAbandoned(path.join(tmpdir(), name), log);
  }
  const folder = mkdtempSync(path.join(tmpdir(), OWN_PREFIX));
  // The user that Postgres runs as has to pass through; the folders inside are closed.
  chmodSync(folder, 0o711);
  return { dataDir: path.join(folder, 'data'), forget: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param {string} folder
 * @param {(line: string) => void} log
 */
async function removeAbandoned(folder, log) {
  const dataDir = path.join(folder, 'data');
  try {
    const stat = statSync(folder);
    if (stat.uid !== (process.getuid?.() ?? stat.uid)) return;
    const hadServer = existsSync(path.join(dataDir, 'postmaster.pid'));
    if (!hadServer && Date.now() - stat.mtimeMs < ABANDONED_MS) return;
    await clearLeftover(dataDir, log);
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // In use by a run that lives, or removed by another one at this moment.
  }
}
