import {
  type ArgumentRoles,
  type AuditRecord,
  type Behaviour,
  type CompletedRecord,
  type DecidedRecord,
  type DecisionContext,
  type Finding,
  NO_BEHAVIOUR,
} from '@sallyport/contracts';

/** Texts of objects that many records share: principals, servers and rules of a snapshot, the client of a session. */
const sharedTexts = new WeakMap<object, string>();

const FINDINGS_MAX = 100;
const POINTER_LENGTH_MAX = 512;
/** What a database cannot hold in text: U+0000 and lone surrogates, as `JSON.stringify` escapes them. */
const MAYBE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/**
 * JSON text of a record, equal in meaning to `JSON.stringify` of a valid one. Written member by member, because that takes
 * half of the time: what is an id, a digest or one of a closed list needs no escaping, and what many records share
 * is written once. A member added to the schema has to be added here; a test compares the two over generated records.
 *
 * What the api could never store would hold up every record behind it, whoever's they are. So text a client or server
 * chose is cut to its bound, and characters no database takes become U+FFFD.
 * @throws RangeError for a number that is no count
 */
export function recordText(record: AuditRecord): string {
  const text = record.stage === 'decided' ? decidedText(record) : completedText(record);
  return text.includes('\\u') && MAYBE_UNSTORABLE.test(text) ? storableText(text) : text;
}

/** Arguments in which a character had to be replaced are not the ones that were decided by. */
function storableText(text: string): string {
  const before = JSON.parse(text) as { arguments?: unknown };
  const after = storable(before) as { arguments?: unknown };
  const changed = JSON.stringify(before.arguments) !== JSON.stringify(after.arguments);
  return JSON.stringify(changed ? { ...after, argumentsTruncated: true } : after);
}

function decidedText(record: DecidedRecord): string {
  const { target } = record;
  return (
    `${commonText(record)},"principal":${sharedText(record.principal)},"client":${sharedText(record.client)}` +
    `,"server":${sharedText(record.server)},"protocolVersion":${chosen(record.protocolVersion, 20)}` +
    `,"origin":"${record.origin}","method":${chosen(record.method, 120)}` +
    `,"target":{"kind":"${target.kind}","name":${chosen(target.name, 1024)}}` +
    `,"definitionDigest":${plain(record.definitionDigest)},"argumentsDigest":${plain(record.argumentsDigest)}` +
    `,"argumentsBytes":${count(record.argumentsBytes)},"arguments":${JSON.stringify(record.arguments ?? null)}` +
    `,"argumentsTruncated":${record.argumentsTruncated}${contextText(record.context)}` +
    `${approvalText(record.approval)},"snapshotVersion":${count(record.snapshotVersion)}` +
    `,"requestId":${chosen(record.requestId, 256)},"traceId":${chosen(record.traceId, 32)}}`
  );
}

function completedText(record: CompletedRecord): string {
  const { totalUs, inspectUs, decideUs, upstreamUs } = record.timing;
  return (
    `${commonText(record)},"decidedAt":${count(record.decidedAt)},"outcome":"${record.outcome}"` +
    `,"errorCode":${plain(record.errorCode)},"resultDigest":${plain(record.resultDigest)}` +
    `,"resultBytes":${count(record.resultBytes)}${capturedText(record.capturedResult)},"timing":{"totalUs":${count(totalUs)}` +
    `,"inspectUs":${count(inspectUs)},"decideUs":${count(decideUs)},"upstreamUs":${count(upstreamUs)}}}`
  );
}

/** Ids are ours, effects and reasons are of closed lists: no character of theirs needs escaping. */
function commonText(record: AuditRecord): string {
  const findings = record.findings.length === 0 ? '[]' : findingsText(record.findings);
  return (
    `{"format":1,"stage":"${record.stage}","callId":"${record.callId}","orgId":"${record.orgId}"` +
    `,"at":${count(record.at)},"effect":"${record.effect}","reasons":${listText(record.reasons, plain)}` +
    `,"rules":${listText(record.rules, sharedText)},"findings":${findings}${dutiesText(record)}`
  );
}

/** What nearly no record has. */
function dutiesText({ exceptions, alert, labels }: AuditRecord): string {
  if (exceptions === undefined && alert === undefined && labels === undefined) return '';
  return (
    (exceptions === undefined ? '' : `,"exceptions":${JSON.stringify(exceptions)}`) +
    (alert === undefined ? '' : `,"alert":"${alert}"`) +
    (labels === undefined ? '' : `,"labels":${JSON.stringify(labels)}`)
  );
}

/** Server and tool are the same for many calls. */
function contextText(context: DecisionContext | undefined): string {
  if (context === undefined) return '';
  return (
    `,"context":{"server":${sharedText(context.server)},"tool":${sharedText(context.tool)}` +
    `,"address":${chosen(context.address, 45)},"argumentRoles":${rolesText(context.argumentRoles)}${behaviourText(context.behaviour)}}`
  );
}

/** Most calls carry no data of any answer: that says one text. */
function behaviourText(behaviour: Behaviour | undefined): string {
  if (behaviour === undefined) return '';
  const { flow, session } = behaviour;
  const flowText = flow === NO_BEHAVIOUR.flow ? sharedText(flow) : JSON.stringify(flow);
  return `,"behaviour":{"flow":${flowText},"session":${JSON.stringify(session)}}`;
}

/** Pointers longer than a record has room for are of no string a rule could name. */
function rolesText(roles: ArgumentRoles): string {
  let text = '';
  for (const pointer in roles) {
    if (pointer.length <= POINTER_LENGTH_MAX) {
      text += `${text === '' ? '' : ','}${chosen(pointer, POINTER_LENGTH_MAX)}:"${roles[pointer]}"`;
    }
  }
  return `{${text}}`;
}

const approvalText = (approval: DecidedRecord['approval']): string =>
  approval === undefined ? '' : `,"approval":${sharedText(approval)}`;

const capturedText = (captured: CompletedRecord['capturedResult']): string =>
  captured === undefined ? '' : `,"capturedResult":${JSON.stringify(captured)}`;

/** Most lists of a record have one item or none. */
function listText<T>(items: readonly T[], textOf: (item: T) => string): string {
  const [first] = items;
  if (first === undefined) return '[]';
  return items.length === 1 ? `[${textOf(first)}]` : `[${items.map(textOf).join(',')}]`;
}

const findingsText = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.slice(0, FINDINGS_MAX).map((finding) => ({
      ...finding,
      pointer: finding.pointer.slice(0, 512),
      evidence: finding.evidence.slice(0, 256),
    })),
  );

const plain = (text: string | null): string => (text === null ? 'null' : `"${text}"`);

const chosen = (text: string | null, lengthMax: number): string => {
  if (text === null) return 'null';
  if (text.length <= WORD_LENGTH_MAX && isWord(text) && text.length <= lengthMax) return `"${text}"`;
  return JSON.stringify(text.length > lengthMax ? text.slice(0, lengthMax) : text);
};

const WORD_LENGTH_MAX = 40;

/** Whether a short text needs no escaping: looking is cheaper than the serialiser for names of methods and tools. */
function isWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

function count(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`a record counts in whole numbers, not ${value}`);
}

function sharedText(value: object | null): string {
  if (value === null) return 'null';
  const known = sharedTexts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  sharedTexts.set(value, text);
  return text;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\ufffd');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.replace(UNSTORABLE, '\ufffd'), storable(member)]),
  );
}
