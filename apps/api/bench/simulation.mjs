// Replays recorded calls with a draft as the worker does, and prints how many it decides a second.
//   node apps/api/bench/simulation.mjs [calls, 100000] [days, 30]
// Build first. Needs no service: a temporary Postgres is started, filled by COPY and removed.
import { createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { canonicalize, digestBytes, digestOf } from '@sallyport/audit';
import { applyMigrations, createDatabase, ensurePartitions, ensureRoles, toJson, withOrg } from '@sallyport/db';
import { startTemporaryPostgres } from '@sallyport/local/postgres';
import { compile, decide } from '@sallyport/policy';
import { createIdFactory, Secret } from '@sallyport/service-kit';
import { sql } from 'kysely';
import { sealArguments } from '../dist/modules/calls/kept-arguments.js';
import { RunSimulations } from '../dist/modules/policy-simulations/use-cases/run-simulations.js';
import { createDataKeys } from '../dist/platform/crypto/data-keys.js';
import { baseline, draft, requestOf } from './traffic.mjs';

const CALLS = Number(process.argv[2] ?? 100_000);
const DAYS = Number(process.argv[3] ?? 30);
const DAY_MS = 86_400_000;
const CHUNK = 5000;

const newId = createIdFactory();
const password = () => randomBytes(18).toString('base64url');
const seconds = (startedAt) => (performance.now() - startedAt) / 1000;

const postgres = await startTemporaryPostgres();
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
    await fill(orgId, await keys.current(orgId), now);
    const id = await createSimulation(db, orgId, now);
    await measure(db, keys, orgId, id);
  } finally {
    await db.destroy();
  }
}

/** Rows as ingest makes them, both stages, in the order of time. */
async function fill(orgId, key, now) {
  const startedAt = performance.now();
  const program = compile(baseline);
  const step = (DAYS * DAY_MS) / CALLS;
  for (let first = 0; first < CALLS; first += CHUNK) {
    const rows = { records: [], calls: [] };
    for (let i = first; i < Math.min(first + CHUNK, CALLS); i += 1) {
      addCall(rows, { orgId, key, program, i, at: Math.floor(now - DAYS * DAY_MS + i * step) + 1 });
    }
    await copy('records', 'org_id, at, gateway_id, epoch, sequence, call_id, stage, body, digest', rows.records);
    await copy('calls', Object.keys(callColumns({})).join(', '), rows.calls);
  }
  await sql`analyze`.execute(owner);
  print(`filled ${CALLS} calls over ${DAYS} days in ${seconds(startedAt).toFixed(1)} s`);
}

function addCall(rows, { orgId, key, program, i, at }) {
  const { input, record } = requestOf(orgId, newId('call', at), i, at);
  const { effect, reasons, rules, observed } = decide(program, input);
  const decided = {
    ...record,
    argumentsDigest: digestOf(input.args),
    arguments: null,
    effect,
    reasons,
    rules: [...rules, ...observed],
  };
  const completed = {
    format: 1,
    stage: 'completed',
    callId: record.callId,
    orgId,
    at: at + 40,
    decidedAt: at,
    effect,
    reasons,
    rules: [],
    findings: [],
    outcome: effect === 'deny' ? 'denied' : 'delivered',
    errorCode: null,
    resultDigest: digestBytes('result'),
    resultBytes: 512,
    timing: { totalUs: 40_000, inspectUs: 80, decideUs: 10, upstreamUs: 39_000 },
  };
  for (const [offset, body] of [decided, completed].entries()) {
    const text = canonicalize(body);
    rows.records.push([
      orgId,
      new Date(body.at).toISOString(),
      'gw-bench',
      1,
      2 * i + offset + 1,
      record.callId,
      body.stage,
      text,
      digestBytes(text),
    ]);
  }
  const sealed = sealArguments(key, orgId, record.callId, input.args);
  rows.calls.push(Object.values(callColumns({ orgId, i, decided, completed, sealed, keyId: key.id })));
}

function callColumns({ orgId, i, decided, completed, sealed, keyId }) {
  const phase = (record) =>
    record &&
    JSON.stringify({
      at: new Date(record.at).toISOString(),
      effect: record.effect,
      reasons: record.reasons,
      rules: record.rules,
      findings: record.findings,
    });
  return {
    org_id: orgId,
    at: decided && new Date(decided.at).toISOString(),
    id: decided?.callId,
    principal_id: decided?.principal.id,
    principal_kind: decided?.principal.kind,
    principal_name: decided?.principal.name,
    server_id: decided?.server.id,
    server_slug: decided?.server.slug,
    origin: 'client',
    method: decided?.method,
    target_kind: decided?.target.kind,
    target_name: decided?.target.name,
    arguments_enc: sealed && `\\x${sealed.toString('hex')}`,
    arguments_key_id: keyId,
    snapshot_version: 1,
    gateway_id: 'gw-bench',
    epoch: 1,
    sequence: 2 * i + 1,
    effect: decided?.effect,
    rule_keys: decided && `{${decided.rules.map((rule) => `"${rule.policyId}/${rule.ruleId}"`).join(',')}}`,
    decided: phase(decided),
    completed: phase(completed),
    outcome: completed?.outcome,
    total_us: 40_000,
  };
}

/** COPY in text format, from a file: the server may run as somebody else, and the data is made up. */
async function copy(table, columns, rows) {
  const file = path.join(tmpdir(), `sallyport-bench-${process.pid}-${table}`);
  const handle = await open(file, 'w', 0o644);
  const quoted = (value) =>
    value === null || value === undefined
      ? '\\N'
      : String(value).replace(/[\\\n\r\t]/g, (c) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[c]);
  await handle.writeFile(`${rows.map((row) => row.map(quoted).join('\t')).join('\n')}\n`);
  await handle.close();
  await sql.raw(`copy ${table} (${columns}) from '${file}'`).execute(owner);
  await rm(file);
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
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  let row = await read();
  for (let steps = 1; row.finished_at === null; steps += 1) {
    await runner.run(orgId);
    row = await read();
    print(`step ${steps}: ${row.done} of ${row.total} calls after ${seconds(startedAt).toFixed(1)} s`);
  }
  const took = seconds(startedAt);
  const used = process.cpuUsage(cpu);
  print(`${row.state}: ${row.done} calls in ${took.toFixed(1)} s, ${Math.round(row.done / took)} a second`);
  print(`processor time of this process ${((used.user + used.system) / 1e6).toFixed(1)} s, without Postgres`);
  print(JSON.stringify({ ...row.report?.counts, baseline: row.report?.baseline }));
  const sha = createHash('sha256').update(JSON.stringify(row.report)).digest('hex').slice(0, 12);
  print(`report ${sha}, ${JSON.stringify(row.report).length} bytes; ${availableParallelism()} of ${cpus()[0]?.model}`);
  print(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}

function print(...parts) {
  process.stdout.write(`${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}\n`);
}
