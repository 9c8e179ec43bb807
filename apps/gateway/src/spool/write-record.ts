import { type AuditRecord, type CompletedRecord, type DecidedRecord, OUTCOMES } from '@sallyport/contracts';
import { isStorable, jsonText, plainText } from './json-text.js';
import { writeClient, writeDecision, writeOrg, writeShared, writeSubject } from './shared-blocks.js';
import { block, type TextBuffer } from './text-buffer.js';
import { writeChosen } from './write-chosen.js';
import { writeContext } from './write-context.js';
import { writeFindings } from './write-finding.js';

/**
 * Writes a record as JSON text that means the same as `JSON.stringify` of a valid one. Member by member, because that takes a
 * third of the time: what is an id, a digest or one of a closed list needs no escaping, and what many records share
 * is made once. A member added to the schema has to be added here; a test compares the two over generated records.
 *
 * What the api could never store would hold up every record behind it, whoever's they are. So text a client or server
 * chose is cut to its bound, and characters no database takes become U+FFFD.
 * @param argumentsText  bytes of the JSON text of the record's arguments, whole and storable, where they are at hand
 * @throws RangeError for a number that is no count; what was written until then is no record
 */
export const writeRecord = (out: TextBuffer, record: AuditRecord, argumentsText: Buffer | null = null): void => {
  if (record.stage === 'decided') writeDecided(out, record, argumentsText);
  else writeCompleted(out, record);
};

const DECIDED = block('{"format":1,"stage":"decided","callId":"');
const PRINCIPAL = block('],"principal":');
const ARGUMENTS_DIGEST = block(',"argumentsDigest":"');
const ARGUMENTS_BYTES = block('","argumentsBytes":');
const NO_ARGUMENTS_DIGEST = block(',"argumentsDigest":null,"argumentsBytes":');
const NO_TRACE_ID = block(',"traceId":null}');
const TRACE_ID = block(',"traceId":');
const END = block('}');

const writeDecided = (out: TextBuffer, record: DecidedRecord, argumentsText: Buffer | null): void => {
  out.block(DECIDED);
  writeCommon(out, record, PRINCIPAL);
  writeShared(out, record.principal);
  writeClient(out, record);
  writeSubject(out, record);
  if (record.context !== undefined) writeContext(out, record.context);
  if (record.argumentsDigest === null) out.block(NO_ARGUMENTS_DIGEST);
  else {
    out.block(ARGUMENTS_DIGEST);
    out.text(record.argumentsDigest);
    out.block(ARGUMENTS_BYTES);
  }
  out.count(record.argumentsBytes);
  if (argumentsText === null) writeArguments(out, record);
  else writeArgumentsText(out, argumentsText);
  if (record.approval !== undefined) out.text(`,"approval":${jsonText(record.approval)}`);
  out.block(REQUEST_ID);
  writeChosen(out, record.requestId, 256);
  if (record.traceId === null) out.block(NO_TRACE_ID);
  else {
    out.block(TRACE_ID);
    writeChosen(out, record.traceId, 32);
    out.block(END);
  }
};

const COMPLETED = block('{"format":1,"stage":"completed","callId":"');
const DECIDED_AT = block('],"decidedAt":');
const RESULT_BYTES = block(',"resultBytes":');
const TOTAL_US = block(',"timing":{"totalUs":');
const INSPECT_US = block(',"inspectUs":');
const DECIDE_US = block(',"decideUs":');
const UPSTREAM_US = block(',"upstreamUs":');
const END_OF_TIMING = block('}}');
const END_OF_DIGEST = block('","resultBytes":');
/** What an answered call has between the time of its decision and the digest of its answer. */
const ANSWERED = new Map<string, Uint8Array>(
  OUTCOMES.map((outcome) => [outcome, block(`,"outcome":"${outcome}","errorCode":null,"resultDigest":"`)]),
);

const writeCompleted = (out: TextBuffer, record: CompletedRecord): void => {
  const { totalUs, inspectUs, decideUs, upstreamUs } = record.timing;
  out.block(COMPLETED);
  writeCommon(out, record, DECIDED_AT);
  out.count(record.decidedAt);
  writeOutcome(out, record);
  out.count(record.resultBytes);
  if (record.capturedResult !== undefined) out.text(`,"capturedResult":${jsonText(record.capturedResult)}`);
  out.block(TOTAL_US);
  out.count(totalUs);
  out.block(INSPECT_US);
  out.count(inspectUs);
  out.block(DECIDE_US);
  out.count(decideUs);
  out.block(UPSTREAM_US);
  out.count(upstreamUs);
  out.block(END_OF_TIMING);
};

/** Up to how large the result is. */
const writeOutcome = (out: TextBuffer, { outcome, errorCode, resultDigest }: CompletedRecord): void => {
  const answered = ANSWERED.get(outcome);
  if (errorCode === null && resultDigest !== null && answered !== undefined) {
    out.block(answered);
    out.text(resultDigest);
    out.block(END_OF_DIGEST);
    return;
  }
  out.text(`,"outcome":"${outcome}","errorCode":${plainText(errorCode)},"resultDigest":${plainText(resultDigest)}`);
  out.block(RESULT_BYTES);
};

const FINDINGS_MAX = 100;
const END_OF_FINDINGS = block(']');

/** @param next  what stands behind it, in one block with the end of the list of findings where nothing comes between them */
const writeCommon = (out: TextBuffer, record: AuditRecord, next: Uint8Array): void => {
  out.text(record.callId);
  writeOrg(out, record.orgId);
  out.count(record.at);
  writeDecision(out, record);
  writeFindings(out, record.findings, FINDINGS_MAX);
  const { exceptions, alert, labels } = record;
  if (exceptions === undefined && alert === undefined && labels === undefined) {
    out.block(next);
    return;
  }
  // What nearly no record has.
  out.block(END_OF_FINDINGS);
  if (exceptions !== undefined) out.text(`,"exceptions":${jsonText(exceptions)}`);
  if (alert !== undefined) out.text(`,"alert":${plainText(alert)}`);
  if (labels !== undefined) out.text(`,"labels":${jsonText(labels)}`);
  out.block(next.subarray(1));
};

const NO_ARGUMENTS = block(',"arguments":null');
const ARGUMENTS = block(',"arguments":');
const WHOLE = block(',"argumentsTruncated":false');
const TRUNCATED = block(',"argumentsTruncated":true');
const REQUEST_ID = block(',"requestId":');

const writeArgumentsText = (out: TextBuffer, text: Buffer): void => {
  out.block(ARGUMENTS);
  out.copy(text);
  out.block(WHOLE);
};

/** Arguments in which a character had to be replaced are not the ones that were decided by. */
const writeArguments = (out: TextBuffer, { arguments: kept, argumentsTruncated }: DecidedRecord): void => {
  let isWhole = !argumentsTruncated;
  if (kept === null || kept === undefined) out.block(NO_ARGUMENTS);
  else {
    const text = JSON.stringify(kept);
    const stored = isStorable(text) ? text : jsonText(kept);
    isWhole &&= stored === text;
    out.block(ARGUMENTS);
    out.text(stored);
  }
  out.block(isWhole ? WHOLE : TRUNCATED);
};
