import type { AuditRecord, CallId, CompletedRecord, DecidedRecord, OrgId } from '@sallyport/contracts';
import { insertRecords, type OrgTx, type RecordRow, type Row, toJson } from '@sallyport/db';
import { newId } from '../../ids.js';
import { sha256 } from './enforcement.js';
import type { Overrides } from './overrides.js';

let lastSequence = 0;

/** An allowed `tools/call` before it is forwarded. */
export function decidedRecord(orgId: OrgId, overrides: Partial<DecidedRecord> = {}): DecidedRecord {
  return {
    format: 1,
    stage: 'decided',
    callId: newId('call'),
    orgId,
    at: Date.now(),
    effect: 'allow',
    reasons: ['rule-matched'],
    rules: [],
    findings: [],
    principal: { id: newId('serviceAccount'), kind: 'service_account', name: 'agent', groups: [] },
    client: { name: 'test-client', version: '1.0.0' },
    server: { id: newId('server'), slug: 'files' },
    protocolVersion: '2025-11-25',
    origin: 'client',
    method: 'tools/call',
    target: { kind: 'tool', name: 'read_file' },
    definitionDigest: sha256('definition'),
    argumentsDigest: sha256('arguments'),
    argumentsBytes: 2,
    arguments: {},
    argumentsTruncated: false,
    snapshotVersion: 1,
    requestId: '1',
    traceId: null,
    ...overrides,
  };
}

/** How a call ended: delivered after 5 ms, unless overridden. */
export function completedRecord(decided: DecidedRecord, overrides: Partial<CompletedRecord> = {}): CompletedRecord {
  return {
    format: 1,
    stage: 'completed',
    callId: decided.callId,
    orgId: decided.orgId,
    at: decided.at + 5,
    decidedAt: decided.at,
    effect: decided.effect,
    reasons: decided.reasons,
    rules: [],
    findings: [],
    outcome: 'delivered',
    errorCode: null,
    resultDigest: sha256('result'),
    resultBytes: 64,
    timing: { totalUs: 5000, inspectUs: 100, decideUs: 20, upstreamUs: 4000 },
    ...overrides,
  };
}

/** The row of a record, with the next sequence of this test process. */
export function recordRow(record: AuditRecord, overrides: Partial<RecordRow> = {}): RecordRow {
  lastSequence += 1;
  const body = JSON.stringify(record);
  return {
    orgId: record.orgId as OrgId,
    at: new Date(record.at),
    gatewayId: 'gw-test',
    epoch: 1,
    sequence: lastSequence,
    callId: record.callId as CallId,
    stage: record.stage,
    body,
    digest: sha256(body),
    ...overrides,
  };
}

/** Stores one record and gives its row back. */
export async function createRecord(tx: OrgTx, orgId: OrgId, overrides: Partial<RecordRow> = {}): Promise<RecordRow> {
  const row = recordRow(decidedRecord(orgId), overrides);
  await insertRecords(tx, [row]);
  return row;
}

/** A decided and not yet completed call. */
export async function createCall(tx: OrgTx, orgId: OrgId, overrides: Overrides<'calls'> = {}): Promise<Row<'calls'>> {
  const record = decidedRecord(orgId);
  const { effect, reasons, rules, findings } = record;
  lastSequence += 1;
  const values = {
    id: newId('call'),
    at: new Date(record.at),
    principal_id: record.principal?.id ?? null,
    principal_kind: record.principal?.kind ?? null,
    principal_name: record.principal?.name ?? null,
    server_id: record.server?.id ?? null,
    server_slug: record.server?.slug ?? null,
    origin: record.origin,
    method: record.method,
    target_kind: record.target.kind,
    target_name: record.target.name,
    snapshot_version: record.snapshotVersion,
    gateway_id: 'gw-test',
    epoch: 1,
    sequence: lastSequence,
    effect,
    reasons,
    decided: toJson({ at: new Date(record.at).toISOString(), effect, reasons, rules, findings }),
    ...overrides,
  };
  return tx
    .insertInto('calls')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
