import type { AuditRecord, ClientInfo, DecidedRecord, DecisionContext, RuleRef } from '@sallyport/contracts';
import { chosenText, itemsText, jsonText, plainText } from './json-text.js';
import { block, type TextBuffer } from './text-buffer.js';

// Most of a record is the same for many calls: what it says of a caller, of a tool, of a rule. Such parts are made once and kept
// with an object that is taken to be immutable, or under a name, of which so many are remembered and no more.

const NAMES_MAX = 1_000;

const remember = <T>(known: Map<string, T>, name: string, value: T): void => {
  if (known.size >= NAMES_MAX) known.clear();
  known.set(name, value);
};

const objects = new WeakMap<object, Uint8Array>();
const NULL = block('null');

/** An immutable object, such as a principal. */
export const writeShared = (out: TextBuffer, value: object | null): void => {
  if (value === null) {
    out.block(NULL);
    return;
  }
  let known = objects.get(value);
  if (known === undefined) {
    known = block(jsonText(value));
    objects.set(value, known);
  }
  out.block(known);
};

const orgs = new Map<string, Uint8Array>();

/** Between the id of a call and the time. */
export const writeOrg = (out: TextBuffer, orgId: string): void => {
  let known = orgs.get(orgId);
  if (known === undefined) {
    known = block(`","orgId":"${orgId}","at":`);
    remember(orgs, orgId, known);
  }
  out.block(known);
};

interface KeptDecision {
  readonly effect: string;
  readonly reasons: readonly string[];
  readonly block: Uint8Array;
}

const decisions = new WeakMap<readonly RuleRef[], KeptDecision>();

/**
 * What was decided, up to the findings. Where no rule has anything of its own to say of a call, a program gives the same frozen
 * lists for all of them.
 */
export const writeDecision = (out: TextBuffer, record: AuditRecord): void => {
  const { effect, reasons, rules } = record;
  const known = decisions.get(rules);
  if (known?.effect === effect && known.reasons === reasons) {
    out.block(known.block);
    return;
  }
  const text =
    `,"effect":"${effect}","reasons":[${itemsText(reasons, plainText)}]` +
    `,"rules":[${itemsText(rules, jsonText)}],"findings":[`;
  if (Object.isFrozen(rules) && Object.isFrozen(reasons)) decisions.set(rules, { effect, reasons, block: block(text) });
  out.text(text);
};

interface KeptClient {
  readonly version: string;
  readonly protocolVersion: string | null;
  readonly block: Uint8Array;
}

const clients = new Map<string, KeptClient>();
const NO_CLIENT: ClientInfo = Object.freeze({ name: '', version: '' });

/** By name, because a client without a session says with every message anew what it is. */
export const writeClient = (out: TextBuffer, { client, protocolVersion }: DecidedRecord): void => {
  const { name, version } = client ?? NO_CLIENT;
  const known = clients.get(name);
  if (client !== null && known?.version === version && known.protocolVersion === protocolVersion) {
    out.block(known.block);
    return;
  }
  const said = client === null ? 'null' : `{"name":${chosenText(name, 120)},"version":${chosenText(version, 60)}}`;
  const text = `,"client":${said},"protocolVersion":${chosenText(protocolVersion, 20)}`;
  if (client !== null) remember(clients, name, { version, protocolVersion, block: block(text) });
  out.text(text);
};

type Subject = Pick<DecidedRecord, 'origin' | 'method' | 'target' | 'definitionDigest' | 'server' | 'snapshotVersion'>;

interface KeptSubject {
  readonly subject: Subject;
  /** The server in the context it was written with: the rest of a context belongs to one call, and is let go with it. */
  readonly described: DecisionContext['server'];
  readonly block: Uint8Array;
}

const subjects = new WeakMap<object, KeptSubject>();

/** What is addressed, up to what the context says of the tool. Calls of one tool differ in nothing of it. */
export const writeSubject = (out: TextBuffer, record: DecidedRecord): void => {
  const { context } = record;
  if (context === undefined || context.tool === null) {
    out.text(subjectText(record));
    return;
  }
  const known = subjects.get(context.tool);
  if (known !== undefined && known.described === context.server && isSame(known.subject, record)) {
    out.block(known.block);
    return;
  }
  const text = subjectText(record);
  subjects.set(context.tool, { subject: subjectOf(record), described: context.server, block: block(text) });
  out.text(text);
};

const subjectOf = ({ origin, method, target, definitionDigest, server, snapshotVersion }: DecidedRecord): Subject => ({
  origin,
  method,
  target,
  definitionDigest,
  server,
  snapshotVersion,
});

const isSame = (one: Subject, other: Subject): boolean =>
  one.target.name === other.target.name &&
  one.target.kind === other.target.kind &&
  one.method === other.method &&
  one.origin === other.origin &&
  one.definitionDigest === other.definitionDigest &&
  one.server === other.server &&
  one.snapshotVersion === other.snapshotVersion;

const subjectText = (record: DecidedRecord): string => {
  const { origin, method, target, definitionDigest, server, snapshotVersion, context } = record;
  return (
    `,"origin":"${origin}","method":${chosenText(method, 120)}` +
    `,"target":{"kind":"${target.kind}","name":${chosenText(target.name, 1024)}}` +
    `,"definitionDigest":${plainText(definitionDigest)},"server":${jsonText(server)}` +
    `,"snapshotVersion":${snapshotVersion}${context === undefined ? '' : contextText(context)}`
  );
};

const contextText = ({ server, tool }: DecisionContext): string =>
  `,"context":{"server":${jsonText(server)},"tool":${jsonText(tool)}`;
