import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { explainFailure, PostgresError } from './errors.mjs';
import { clearLeftover } from './leftover.mjs';
import { canReach } from './user.mjs';

/** @typedef {import('./user.mjs').Identity} Identity */

const run = promisify(execFile);

export const POSTGRES_MAJOR = '18';
export const OWNER_ROLE = 'sallyport_owner';

/** Where root keeps data when the unprivileged user cannot reach the folder that was asked for, and copies of programs. */
const SYSTEM_DIR = '/var/lib/sallyport';
/** Beside a cluster under {@link SYSTEM_DIR}: the folder that was asked for. */
const ORIGIN_SUFFIX = '.origin';
const FREE_BYTES_MIN = 128 * 1024 * 1024;

/**
 * @typedef {object} DataPlace
 * @property {string} dataDir      where the cluster really is
 * @property {string} passwordFile beside the folder that was asked for, readable by its owner only
 * @property {string} privateDir   folder of ours that the unprivileged user can reach
 */

/**
 * Finds a folder that the user Postgres runs as can reach. Root in a closed home cannot hand over a folder inside it, so
 * the cluster then lives under /var/lib/sallyport, under a name derived from the folder that was asked for. The password
 * stays where it was asked for: who deletes it there forgets the cluster too.
 * @param {string} wanted absolute path
 * @param {Identity} identity
 * @returns {Promise<DataPlace>}
 */
export async function findDataPlace(wanted, identity) {
  const parent = path.dirname(wanted);
  const passwordFile = `${wanted}.password`;
  makeFolder(parent);
  if (await canReach(parent, identity)) {
    return { dataDir: wanted, passwordFile, privateDir: identity.uid === undefined ? parent : SYSTEM_DIR };
  }
  const moved = path.join(SYSTEM_DIR, `postgres-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`);
  makeFolder(SYSTEM_DIR);
  if (!(await canReach(SYSTEM_DIR, identity))) {
    throw new PostgresError(
      'data_dir_unusable',
      `Postgres refuses to run as root, and the user ${identity.uid} it runs as instead cannot reach ${parent}: choose a data folder outside closed folders, or start as an ordinary user.`,
    );
  }
  await removeForgotten();
  return { dataDir: moved, passwordFile, privateDir: SYSTEM_DIR };
}

/** A cluster whose password was deleted where it was asked for, as "npm run reset" does, can be opened by nobody. */
async function removeForgotten() {
  for (const name of readdirSync(SYSTEM_DIR).filter((entry) => entry.endsWith(ORIGIN_SUFFIX))) {
    const origin = path.join(SYSTEM_DIR, name);
    const dataDir = origin.slice(0, -ORIGIN_SUFFIX.length);
    if (existsSync(`${readFileSync(origin, 'utf8')}.password`)) continue;
    try {
      await clearLeftover(dataDir, () => {});
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(origin, { force: true });
    } catch {
      // Still in use: whoever uses it was started before the password went away.
    }
  }
}

/** @param {string} dir */
function makeFolder(dir) {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o755 });
  } catch (err) {
    throw new PostgresError(
      'data_dir_unusable',
      `The folder ${dir} cannot be made: choose a data folder you may write to.`,
      err,
    );
  }
}

/**
 * Makes the cluster on the first start. `initdb` works beside the final folder, so a start that was cut off leaves nothing
 * half made under its name.
 * @param {DataPlace} place
 * @param {string} native folder with the programs
 * @param {Identity} identity
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} password of the owner role
 */
export async function ensureCluster(place, native, identity, env) {
  const { dataDir, passwordFile } = place;
  if (existsSync(path.join(dataDir, 'PG_VERSION'))) return readPassword(place);
  assertSpace(path.dirname(dataDir), dataDir);
  const password = randomBytes(24).toString('base64url');
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  makeLeaf(draft, identity);
  const given = path.join(draft, 'password');
  const cluster = path.join(draft, 'cluster');
  try {
    writeFileSync(given, `${password}\n`, { mode: 0o600 });
    if (identity.uid !== undefined && identity.gid !== undefined) chownSync(given, identity.uid, identity.gid);
    const options = [
      '-U',
      OWNER_ROLE,
      '-A',
      'scram-sha-256',
      '--pwfile',
      given,
      '-E',
      'UTF8',
      '--no-instructions',
      '--no-sync',
    ];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await run(path.join(native, 'bin', 'initdb'), ['-D', cluster, ...options, ...locale], {
      ...identity,
      env,
      cwd: '/',
    });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (path.dirname(dataDir) === SYSTEM_DIR) {
      writeFileSync(`${dataDir}${ORIGIN_SUFFIX}`, passwordFile.slice(0, -'.password'.length), { mode: 0o600 });
    }
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(cluster, dataDir);
    return password;
  } catch (err) {
    throw asFailure(err, dataDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} dir
 * @param {Identity} identity
 */
function makeLeaf(dir, identity) {
  mkdirSync(dir, { mode: 0o700 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(dir, identity.uid, identity.gid);
}

/**
 * @param {string} parent
 * @param {string} dataDir
 */
function assertSpace(parent, dataDir) {
  const disk = statfsSync(parent);
  if (disk.bavail * disk.bsize >= FREE_BYTES_MIN) return;
  throw new PostgresError(
    'disk_full',
    `The disk that holds ${dataDir} is full: free at least 128 MB there and start again.`,
  );
}

/** @param {DataPlace} place */
function readPassword({ dataDir, passwordFile }) {
  const major = readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (major !== POSTGRES_MAJOR) {
    throw new PostgresError(
      'version_mismatch',
      `${dataDir} was made by Postgres ${major} and this is ${POSTGRES_MAJOR}: run "npm run reset" to forget it, or move the data with pg_dump.`,
    );
  }
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (err) {
    throw new PostgresError(
      'password_missing',
      `${passwordFile}, the password of the database in ${dataDir}, cannot be read: put it back, or run "npm run reset" to start with an empty database.`,
      err,
    );
  }
}

/**
 * @param {unknown} err
 * @param {string} dataDir
 */
function asFailure(err, dataDir) {
  const output = err instanceof Error ? `${'stderr' in err ? err.stderr : ''}\n${err.message}` : String(err);
  const failure = explainFailure(output, { dataDir, port: 0 });
  failure.cause = err;
  return failure;
}
