// Fills a database with recorded calls as ingest makes them, both stages. Every 20,000 calls are alike but for what has to be
// each call's own: id, time, place in the sequence, digest, sealed arguments.
import { hash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canonicalize, digestBytes, digestOf } from '@sallyport/audit';
import { compile, decide } from '@sallyport/policy';
import { createIdFactory } from '@sallyport/service-kit';
import { sql } from 'kysely';
import { sealArguments } from '../dist/modules/calls/kept-arguments.js';
import { baseline, requestOf } from './traffic.mjs';

const DAY_MS = 86_400_000;
const KINDS_MAX = 20_000;
const CHUNK = 10_000;
const COMPLETED_AFTER_MS = 40;
const RECORD_COLUMNS = 'org_id, at, gateway_id, epoch, sequence, call_id, stage, body, digest';

/** What stands for the id and the time of a call in the texts of its kind. */
const ID = 'call_00000000000000000000000000';
const AT = Date.UTC(2001, 0, 1, 0, 0, 0, 123);
const MARKS = [ID, AT, AT + COMPLETED_AFTER_MS, iso(AT), iso(AT + COMPLETED_AFTER_MS)].map(String);
const BETWEEN = new RegExp(`(${MARKS.join('|').replaceAll('.', '\\.')})`);

const newId = createIdFactory();
const program = compile(baseline);

/** Calls of the days before `now`, evenly spread, in the order of time. @param owner  database, as its owner */
export async function fill(owner, { orgId, key, now, calls, days }) {
  const indexes = await dropIndexes(owner);
  const kinds = Array.from({ length: Math.min(calls, KINDS_MAX) }, (_, i) => kindOf(orgId, key.id, i));
  const step = (days * DAY_MS) / calls;
  let storing = Promise.resolve();
  for (let first = 0; first < calls; first += CHUNK) {
    const rows = { records: [], calls: [] };
    for (let i = first; i < Math.min(first + CHUNK, calls); i += 1) {
      const at = Math.floor(now - days * DAY_MS + i * step) + 1;
      addCall(rows, kinds[i % kinds.length], { orgId, key, i, at });
    }
    // While the server stores these, the next ones are made.
    await storing;
    storing = Promise.all([
      copy(owner, 'records', RECORD_COLUMNS, rows.records),
      copy(owner, 'calls', CALL_COLUMNS, rows.calls),
    ]);
    storing.catch(() => undefined);
  }
  await storing;
  // Made at once, indexes take a fraction of the time; the keys, which calls arrive in the order of, stay.
  for (const definition of indexes) await sql.raw(definition).execute(owner);
  await sql`vacuum analyze`.execute(owner);
}

/** @returns what makes them again, on all partitions */
async function dropIndexes(owner) {
  const { rows } = await sql`
    select indexname as name, replace(indexdef, ' ON ONLY ', ' ON ') as definition from pg_indexes
    where schemaname = 'public' and tablename in ('records', 'calls') and indexname not like '%_pkey'`.execute(owner);
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(owner);
  return rows.map(({ definition }) => definition);
}

function kindOf(orgId, keyId, i) {
  const { input, record } = requestOf(orgId, ID, i, AT);
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
    callId: ID,
    orgId,
    at: AT + COMPLETED_AFTER_MS,
    decidedAt: AT,
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
  return {
    args: input.args,
    decided: templateOf(canonicalize(decided)),
    completed: templateOf(canonicalize(completed)),
    call: templateOf(callColumns(decided, completed, keyId).map(quoted).join('\t')),
  };
}

function addCall(rows, kind, { orgId, key, i, at }) {
  const id = newId('call', at);
  const own = [id, at, at + COMPLETED_AFTER_MS, iso(at), iso(at + COMPLETED_AFTER_MS)];
  for (const [offset, stage] of ['decided', 'completed'].entries()) {
    const body = withOwn(kind[stage], own);
    const digest = `sha256:${hash('sha256', body)}`;
    const place = `gw-bench\t1\t${2 * i + offset + 1}`;
    rows.records.push(`${orgId}\t${own[3 + offset]}\t${place}\t${id}\t${stage}\t${quoted(body)}\t${digest}`);
  }
  const sealed = sealArguments(key, orgId, id, kind.args).toString('hex');
  rows.calls.push(`${withOwn(kind.call, own)}\t${2 * i + 1}\t\\\\x${sealed}`);
}

/** Of {@link callColumns}, and the two that are each call's own. */
const CALL_COLUMNS = [
  'org_id, at, id, principal_id, principal_kind, principal_name, server_id, server_slug, origin, method, target_kind',
  'target_name, arguments_key_id, snapshot_version, gateway_id, epoch, effect, rule_keys, decided, completed, outcome, total_us',
  'sequence, arguments_enc',
].join(', ');

function callColumns(decided, completed, keyId) {
  const { principal, server, target } = decided;
  return [
    decided.orgId,
    iso(decided.at),
    decided.callId,
    principal.id,
    principal.kind,
    principal.name,
    server.id,
    server.slug,
    'client',
    decided.method,
    target.kind,
    target.name,
    keyId,
    1,
    'gw-bench',
    1,
    decided.effect,
    `{${decided.rules.map((rule) => `"${rule.policyId}/${rule.ruleId}"`).join(',')}}`,
    phaseOf(decided),
    phaseOf(completed),
    completed.outcome,
    40_000,
  ];
}

const phaseOf = ({ at, effect, reasons, rules, findings }) =>
  JSON.stringify({ at: iso(at), effect, reasons, rules, findings });

/** Fixed text, and after each piece of it the index of what is the call's own. */
const templateOf = (text) =>
  text.split(BETWEEN).map((piece, index) => (index % 2 === 0 ? piece : MARKS.indexOf(piece)));

function withOwn(template, own) {
  let text = '';
  for (const piece of template) text += typeof piece === 'number' ? own[piece] : piece;
  return text;
}

function iso(at) {
  return new Date(at).toISOString();
}

const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in the text format of COPY. */
function quoted(value) {
  return String(value).replace(/[\\\n\r\t]/g, (c) => ESCAPES[c]);
}

/** COPY from a file: the server may run as somebody else, and the data is made up. */
async function copy(owner, table, columns, rows) {
  const file = path.join(tmpdir(), `sallyport-bench-${process.pid}-${table}`);
  await writeFile(file, `${rows.join('\n')}\n`, { mode: 0o644 });
  try {
    await sql.raw(`copy ${table} (${columns}) from '${file}'`).execute(owner);
  } finally {
    await rm(file);
  }
}
