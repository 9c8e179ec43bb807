// Replays recorded calls with a draft as the worker does, and prints how many it decides a second.
//   node apps/api/bench/simulation.mjs [calls, 100000] [days, 30]
// Build first. Needs no service: a temporary Postgres is started, filled by COPY and removed.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { digestBytes, digestOf } from '@sallyport/audit';
import { applyMigrations, createDatabase, ensurePartitions, ensureRoles, toJson, withOrg } from '@sallyport/db';
import { startTemporaryPostgres } from '@sallyport/local/postgres';
import { createIdFactory, Secret } from '@sallyport/service-kit';
import { RunSimulations } from '../dist/modules/policy-simulations/use-cases/run-simulations.js';
import { createDataKeys } from '../dist/platform/crypto/data-keys.js';
import { fill } from './filling.mjs';
import { baseline, draft } from './traffic.mjs';

const CALLS = Number(process.argv[2] ?? 100_000);
const DAYS = Number(process.argv[3] ?? 30);
const DAY_MS = 86_400_000;

const newId = createIdFactory();
const password = () => randomBytes(18).toString('base64url');
const seconds = (startedAt) => (performance.now() - startedAt) / 1000;

/** So that the server does nothing of its own accord while it is measured. */
const FLAGS = { max_wal_size: '16GB', checkpoint_timeout: '1h', autovacuum: 'off', maintenance_work_mem: '256MB' };

const postgres = await startTemporaryPostgres({ flags: FLAGS });
const owner = createDatabase({ connectionString: postgres.ownerUrl, poolMax: 2, statementTimeoutMs: 600_000 });
try {
  await bench();
} finally {
  await owner.destroy();
  await postgres.stop();
}

async function bench() {
  const passwords = { app: password(), platform: password(), queue: password() };
  await ensureRoles(postgres.ownerUrl, passwords);
  await applyMigrations(postgres.ownerUrl);
  const appUrl = new URL(postgres.ownerUrl);
  appUrl.username = 'sallyport_app';
  appUrl.password = passwords.app;
  const db = createDatabase({ connectionString: appUrl.href, poolMax: 6 });
  try {
    const now = Date.now();
    await ensurePartitions(owner, new Date(now - DAYS * DAY_MS), Math.ceil(DAYS / 28) + 2);
    const orgId = newId('org');
    await owner.insertInto('organisations').values({ org_id: orgId, slug: 'bench', name: 'Bench' }).execute();
    const keys = createDataKeys({ db, platformKey: new Secret(randomBytes(32).toString('base64')), newId });
    const startedAt = performance.now();
    await fill(owner, { orgId, key: await keys.current(orgId), now, calls: CALLS, days: DAYS });
    print(`filled ${CALLS} calls over ${DAYS} days in ${seconds(startedAt).toFixed(1)} s`);
    const id = await createSimulation(db, orgId, now);
    await measure(db, keys, orgId, id);
  } finally {
    await db.destroy();
  }
}

async function createSimulation(db, orgId, now) {
  const id = newId('simulation');
  await withOrg(db, orgId, (tx) =>
    tx
      .insertInto('policy_simulations')
      .values({
        org_id: orgId,
        id,
        policy_id: baseline[0].id,
        policy_name: baseline[0].name,
        text: draft,
        text_digest: digestBytes(draft),
        base: toJson(baseline),
        base_digest: digestOf(baseline),
        from_at: new Date(now - DAYS * DAY_MS),
        to_at: new Date(now + DAY_MS),
        created_by_id: newId('member'),
        created_by: 'bench',
      })
      .execute(),
  );
  return id;
}

async function measure(db, keys, orgId, id) {
  const log = { info: () => undefined, error: (fields, text) => print(text, fields) };
  const runner = new RunSimulations(db, keys, { add: async () => undefined }, log);
  const read = () =>
    withOrg(db, orgId, (tx) =>
      tx.selectFrom('policy_simulations').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const [startedAt, cpu] = [performance.now(), processorSeconds(postgres.pid)];
  let row = await read();
  for (let steps = 1; row.finished_at === null; steps += 1) {
    await runner.run(orgId);
    row = await read();
    print(`step ${steps}: ${row.done} of ${row.total} calls after ${seconds(startedAt).toFixed(1)} s`);
  }
  const took = seconds(startedAt);
  const used = processorSeconds(postgres.pid).map((now, index) => (now - cpu[index]).toFixed(1));
  print(`${row.state}: ${row.done} calls in ${took.toFixed(1)} s, ${Math.round(row.done / took)} a second`);
  print(`processor time in s: main thread ${used[0]}, replaying threads ${used[1]}, Postgres ${used[2]}`);
  print(JSON.stringify({ ...row.report?.counts, baseline: row.report?.baseline }));
  const sha = createHash('sha256').update(JSON.stringify(row.report)).digest('hex').slice(0, 12);
  print(`report ${sha}, ${JSON.stringify(row.report).length} bytes; ${availableParallelism()} of ${cpus()[0]?.model}`);
  print(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}

/** Of this thread, of all others of this process, and of a server with its children; from Linux, in ticks of 10 ms. */
function processorSeconds(server) {
  const timesOf = (file) => {
    const stat = readFileSync(file, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1], own: fields[11] + fields[12], ended: fields[13] + fields[14] };
  };
  const { own: ofAll } = timesOf('/proc/self/stat');
  const { own: ofThis } = timesOf(`/proc/self/task/${process.pid}/stat`);
  let ofServer = timesOf(`/proc/${server}/stat`).own + timesOf(`/proc/${server}/stat`).ended;
  for (const name of readdirSync('/proc').filter((entry) => /^[0-9]+$/.test(entry))) {
    try {
      const { parent, own } = timesOf(`/proc/${name}/stat`);
      if (parent === server) ofServer += own;
    } catch {
      // It ended meanwhile; if it was the server's, its parent counts it.
    }
  }
  return [ofThis, ofAll - ofThis, ofServer].map((ticks) => ticks / 100);
}

function print(...parts) {
  process.stdout.write(`${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}\n`);
}
