import { canonicalize, digestOf } from '@sallyport/audit';
import {
  type AuditRecord,
  type CallId,
  type CompletedRecord,
  type DecidedRecord,
  type OrgId,
  SEVERITIES,
  type Severity,
} from '@sallyport/contracts';
import { type CallPhase, type RecordRow, storableText } from '@sallyport/db';
import type { DataKey } from '../../platform/crypto/data-keys.js';
import { sealArguments, sealCapturedResult } from '../calls/kept-arguments.js';
import { ruleKeys } from './rule-hits.js';
import type { GoodRecord } from './sort-batch.js';

/** Where a batch came from. */
export interface SpoolPosition {
  readonly gatewayId: string;
  readonly epoch: number;
}

/**
 * The row of a record. What was kept of the payload is taken out before the text is fixed and digested: it is stored once,
 * encrypted, with the call ({@link toDecidedCall}, {@link toCompletedCall}), and the record keeps its digest.
 */
export const toRecordRow = (
  orgId: OrgId,
  { gatewayId, epoch }: SpoolPosition,
  { sequence, record }: GoodRecord,
): RecordRow => {
  const kept = withoutPayload(record);
  return {
    orgId,
    at: new Date(record.at),
    gatewayId,
    epoch,
    sequence,
    callId: record.callId as CallId,
    stage: record.stage,
    body: canonicalize(kept),
    digest: digestOf(kept),
  };
};

const withoutPayload = (record: AuditRecord): AuditRecord => {
  if (record.stage === 'decided') return { ...record, arguments: null };
  if (record.capturedResult === undefined) return record;
  return { ...record, capturedResult: { ...record.capturedResult, value: null } };
};

export type DecidedCall = ReturnType<typeof toDecidedCall>;
export type CompletedCall = ReturnType<typeof toCompletedCall>;

/** The call as its first stage tells it, in the columns of `calls`. @param key  seals the arguments, when some were kept */
export const toDecidedCall = (
  position: SpoolPosition,
  { sequence, record }: GoodRecord<DecidedRecord>,
  key: DataKey | null,
) => ({
  at: new Date(record.at).toISOString(),
  id: record.callId,
  principal_id: storable(record.principal?.id),
  principal_kind: record.principal?.kind ?? null,
  principal_name: storable(record.principal?.name),
  principal_groups: (record.principal?.groups ?? []).map(storableText),
  client_name: storable(record.client?.name),
  client_version: storable(record.client?.version),
  server_id: storable(record.server?.id),
  server_slug: storable(record.server?.slug),
  origin: record.origin,
  method: storableText(record.method),
  target_kind: record.target.kind,
  target_name: storableText(record.target.name),
  protocol_version: storable(record.protocolVersion),
  request_id: storable(record.requestId),
  trace_id: storable(record.traceId),
  definition_digest: record.definitionDigest,
  arguments_digest: record.argumentsDigest,
  arguments_bytes: record.argumentsBytes,
  ...toSealed(record, key),
  arguments_truncated: record.argumentsTruncated,
  snapshot_version: record.snapshotVersion,
  gateway_id: position.gatewayId,
  epoch: position.epoch,
  sequence,
  effect: record.effect,
  reasons: record.reasons,
  decided_by: decidingRule(record),
  finding_count: record.findings.length,
  severity: worstSeverity(record),
  categories: [...new Set(record.findings.map(({ category }) => category))],
  detectors: [...new Set(record.findings.map(({ detector }) => storableText(detector)))],
  rule_keys: ruleKeys(record.rules),
  decided: toPhase(record),
});

/** What the second stage adds. `decided_at` and `id` find the call. @param key  seals the result, when a rule had it captured */
export const toCompletedCall = ({ record }: GoodRecord<CompletedRecord>, key: DataKey | null) => ({
  id: record.callId,
  decided_at: new Date(record.decidedAt).toISOString(),
  completed_at: new Date(record.at).toISOString(),
  outcome: record.outcome,
  error_code: storable(record.errorCode),
  result_digest: record.resultDigest,
  result_bytes: record.resultBytes,
  total_us: record.timing.totalUs,
  inspect_us: record.timing.inspectUs,
  decide_us: record.timing.decideUs,
  upstream_us: record.timing.upstreamUs,
  effect: record.effect,
  reasons: record.reasons,
  decided_by: decidingRule(record),
  severity: worstSeverity(record),
  categories: [...new Set(record.findings.map(({ category }) => category))],
  detectors: [...new Set(record.findings.map(({ detector }) => storableText(detector)))],
  ...toSealedResult(record, key),
  rule_keys: ruleKeys(record.rules),
  completed: toPhase(record),
});

type AnyStage = DecidedRecord | CompletedRecord;

const storable = (text: string | null | undefined): string | null => (text == null ? null : storableText(text));

const toSealed = (record: DecidedRecord, key: DataKey | null) => {
  if (record.arguments == null || key === null) return { arguments_enc: null, arguments_key_id: null };
  const sealed = sealArguments(key, record.orgId as OrgId, record.callId as CallId, record.arguments);
  return { arguments_enc: `\\x${sealed.toString('hex')}`, arguments_key_id: key.id };
};

const toSealedResult = ({ capturedResult, orgId, callId }: CompletedRecord, key: DataKey | null) => {
  if (capturedResult?.value == null || key === null) return { captured_enc: null, captured_key_id: null };
  const sealed = sealCapturedResult(key, orgId as OrgId, callId as CallId, capturedResult.value);
  return { captured_enc: `\\x${sealed.toString('hex')}`, captured_key_id: key.id };
};

const decidingRule = ({ rules, effect }: AnyStage): string | null =>
  rules.find((rule) => rule.mode === 'enforce' && rule.effect === effect)?.ruleId ?? null;

const worstSeverity = ({ findings }: AnyStage): Severity | null =>
  findings.reduce<Severity | null>(
    (worst, { severity }) =>
      worst === null || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(worst) ? severity : worst,
    null,
  );

const toPhase = ({ at, effect, reasons, rules, findings }: AnyStage): CallPhase => ({
  at: new Date(at).toISOString(),
  effect,
  reasons,
  rules,
  findings,
});
