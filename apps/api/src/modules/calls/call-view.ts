import {
  type AuditRecord,
  type CompletedRecord,
  type DecidedRecord,
  minutes,
  type OPERATIONS,
} from '@sallyport/contracts';
import type { Database } from '@sallyport/db';
import type { Selectable } from 'kysely';
import type { ResultOf } from '../../platform/operation.decorator.js';

type CallRow = Omit<Selectable<Database['calls']>, 'org_id'>;
type SummaryRow = Pick<CallRow, (typeof SUMMARY_COLUMNS)[number]>;
export type CallSummary = ResultOf<typeof OPERATIONS.listCalls>['items'][number];
export type CallDetail = ResultOf<typeof OPERATIONS.getCall>;

/** No call can run longer than this; one that never completed after it ended in a crash. */
const CALL_MS_MAX = minutes(15);

/** Columns {@link toSummary} needs. */
export const SUMMARY_COLUMNS = [
  'id',
  'at',
  'principal_id',
  'principal_kind',
  'principal_name',
  'client_name',
  'client_version',
  'server_id',
  'server_slug',
  'origin',
  'method',
  'target_kind',
  'target_name',
  'effect',
  'outcome',
  'reasons',
  'decided_by',
  'finding_count',
  'severity',
  'categories',
  'total_us',
] as const satisfies readonly (keyof CallRow)[];

export const toSummary = (row: SummaryRow, now: number): CallSummary => ({
  id: row.id,
  at: row.at.toISOString(),
  principal: toPrincipal(row),
  client: row.client_name === null ? null : { name: row.client_name, version: row.client_version ?? '' },
  server: row.server_id === null ? null : { id: row.server_id, slug: row.server_slug ?? '' },
  origin: row.origin,
  method: row.method,
  target: { kind: row.target_kind, name: row.target_name },
  effect: row.effect,
  outcome: row.outcome ?? (now - row.at.getTime() > CALL_MS_MAX ? 'unknown' : 'open'),
  reasons: row.reasons,
  decidedBy: row.decided_by,
  findingCount: row.finding_count,
  severity: row.severity,
  categories: row.categories,
  totalUs: row.total_us,
});

/** What is kept of a call beside its row. */
export interface KeptOfCall {
  /** Its records as they were stored: without payload. Missing when only the row is there. */
  readonly decided: DecidedRecord | undefined;
  readonly completed: CompletedRecord | undefined;
  /** Decrypted; null when they are not kept. */
  readonly arguments: unknown;
  readonly capturedResult: unknown;
}

export const toDetail = (row: CallRow, kept: KeptOfCall, now: number): CallDetail => {
  const principal = toPrincipal(row);
  return {
    ...toSummary(row, now),
    principal: principal && { ...principal, groups: row.principal_groups },
    protocolVersion: row.protocol_version,
    requestId: row.request_id,
    traceId: row.trace_id,
    definitionDigest: row.definition_digest,
    argumentsDigest: row.arguments_digest,
    argumentsBytes: row.arguments_bytes,
    arguments: kept.arguments,
    argumentsTruncated: row.arguments_truncated,
    snapshotVersion: row.snapshot_version,
    gateway: { id: row.gateway_id, epoch: row.epoch, sequence: row.sequence },
    context: kept.decided?.context ?? null,
    approval: kept.decided?.approval ?? null,
    decided: toPhase(row.decided, kept.decided),
    completed: toCompleted(row, kept),
  };
};

const toPrincipal = (row: Pick<CallRow, 'principal_id' | 'principal_kind' | 'principal_name'>) =>
  row.principal_id === null || row.principal_kind === null
    ? null
    : { id: row.principal_id, kind: row.principal_kind, name: row.principal_name ?? '' };

const toCompleted = (row: CallRow, kept: KeptOfCall): CallDetail['completed'] => {
  if (row.completed === null || row.outcome === null) return null;
  return {
    ...toPhase(row.completed, kept.completed),
    outcome: row.outcome,
    errorCode: row.error_code,
    resultDigest: row.result_digest,
    resultBytes: row.result_bytes ?? 0,
    capturedResult: kept.completed?.capturedResult
      ? { value: kept.capturedResult, truncated: kept.completed.capturedResult.truncated }
      : null,
    timing: {
      totalUs: row.total_us ?? 0,
      inspectUs: row.inspect_us ?? 0,
      decideUs: row.decide_us ?? 0,
      upstreamUs: row.upstream_us ?? 0,
    },
  };
};

const toPhase = (
  { at, effect, reasons, rules, findings }: CallRow['decided'],
  record: AuditRecord | undefined,
): CallDetail['decided'] => ({
  at,
  effect,
  reasons: [...reasons],
  rules: [...rules],
  findings: [...findings],
  exceptions: record?.exceptions ?? [],
  labels: record?.labels ?? [],
  alert: record?.alert ?? null,
});
