import { type Finding, type FlowFacts, NO_BEHAVIOUR, type SessionFacts } from '@sallyport/contracts';
import { nameCapabilities } from '../facts/name-capabilities.js';
import { type Carried, carriedBy, isAddress, isWeighty } from './carried.js';
import { COUNTED_MS } from './counters.js';
import { findingOf, glimpse } from './findings-of.js';
import type { FlowCall, FlowVerdict } from './flow-types.js';
import { addToToken, RUN_CHARS } from './fold.js';
import type { FlowMemory } from './memory.js';
import { askedHash, type HeardAsk } from './origins.js';
import { paceFindings } from './pace.js';
import { printer } from './printer.js';
import { type Placed, Sent, type SentLeaf } from './sent.js';
import { isAskedFor, type ToolKind } from './tool-kind.js';
import type { ToolUse } from './tool-uses.js';

const NAMES_MAX = 16;
const LABELS_MAX = 32;
/** What opens doors, by the words around it. */
const CREDENTIALS =
  /passw|passphrase|secret|credential|api[_ -]?key|private[_ -]?key|access[_ -]?token|bearer |-----BEGIN|card number|\bcvv\b/i;
/** Small and capital letters and digits without order: no id that people read out. */
const KEY_LIKE = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)[\w+/=.-]{16,128}$/;
/** What is about a person or their money. */
const PERSONAL = /\bssn\b|social security|iban|salary|diagnos|medical|patient|date of birth|passport/i;
const SENSITIVE_LABELS: ReadonlySet<string> = new Set([
  'pii',
  'sensitive',
  'confidential',
  'restricted',
  'private',
  'personal',
]);

/** What is known of one call while it is judged. */
interface Case {
  readonly memory: FlowMemory;
  readonly call: FlowCall;
  readonly use: ToolUse;
  readonly kind: ToolKind;
  readonly leaves: readonly SentLeaf[];
  readonly destinations: readonly Placed[];
  /** Data in it, addresses left out. */
  readonly carried: readonly Carried[];
  /** Of it what was private and leaves the place it is from. */
  readonly leaving: readonly Carried[];
  /** Addresses that stand in a text that asks for something, with that text. */
  readonly injected: readonly { readonly destination: Placed; readonly heard: HeardAsk }[];
  /** The text that asked for this call. */
  readonly askedBy: HeardAsk | null;
}

/** Says what a call carries and where to, and counts it. */
export function judge(memory: FlowMemory, call: FlowCall): FlowVerdict {
  const sent = call.sent ?? new Sent(call.args, call.pointerBase);
  const { leaves, destinations } = sent;
  const use = memory.tools.take(call.server, call.tool, call.at);
  const bytes = sent.load();
  const variant = sent.variant(bytes < 0 ? bytes : printer().wasm.digest(bytes));
  const all = carriedBy(memory, call, use, sent, bytes);
  const session = countCall(memory, call, use, { sent, all, variant: addToToken(use.hash, variant) >>> 0 });
  const pace = paceFindings(session, use, call.pointerBase);
  // Most calls carry nothing, name no address, and nobody asked for them: they share one object, whose text is written once.
  if (all.length === 0 && destinations.length === 0 && memory.origins.heard(call.at).length === 0)
    return { findings: pace, flow: NO_BEHAVIOUR.flow, session, sent };
  const known = caseOf({ memory, call, use, leaves, destinations }, all);
  const flowing = flowFindings(known);
  const findings = [...flowing, ...askedFindings(known, flowing.length > 0), ...pace];
  return { findings, flow: factsOf(known), session, sent };
}

/** What is sent once is no longer new. */
export function rememberSent(memory: FlowMemory, call: FlowCall): void {
  memory.tools.take(call.server, call.tool, call.at).wasSent = true;
  const { destinations } = call.sent ?? new Sent(call.args, call.pointerBase);
  for (const { folded } of destinations) memory.addresses.set(folded, true);
}

type Known = Pick<Case, 'memory' | 'call' | 'use' | 'leaves' | 'destinations'>;

function caseOf({ memory, call, use, leaves, destinations }: Known, all: readonly Carried[]): Case {
  const { kind } = use;
  const carried = all.length === 0 ? NONE : all.filter((match) => !isAddress(match, destinations));
  const heard = memory.origins.heard(call.at);
  const injected: Case['injected'] =
    heard.length === 0 || destinations.length === 0
      ? NONE
      : destinations.flatMap((destination) => {
          const asking = heard.findLast(({ ask }) => names(ask, destination));
          return asking === undefined ? [] : [{ destination, heard: asking }];
        });
  const leaving =
    carried.length === 0
      ? NONE
      : carried.filter(
          (match) =>
            isWeighty(match) &&
            !match.from.isPublic &&
            isLeaving({ memory, call, use, kind, leaves, destinations, carried }, match),
        );
  const askedBy = heard.length === 0 ? null : askedByOf(memory, call, use);
  return { memory, call, use, kind, leaves, destinations, carried, leaving, injected, askedBy };
}

/** The last text that asked for what a tool does; told anew when something else was heard. */
function askedByOf({ origins }: FlowMemory, call: FlowCall, use: ToolUse): HeardAsk | null {
  const heard = origins.heard(call.at);
  if (use.askedOf !== origins.heardCount) {
    use.askedBy = heard.findLast((each) => asksForCall(each, call, use.kind)) ?? null;
    use.askedOf = origins.heardCount;
  }
  return use.askedBy;
}

const NONE: never[] = [];

const names = ({ destinations, text }: HeardAsk['ask'], { kind, folded }: Placed): boolean =>
  kind === 'account'
    ? text
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
        .includes(folded)
    : destinations.includes(folded);

/** Whether data goes somewhere else than where it is from, or to somebody who does not stand beside it. */
function isLeaving(
  { memory, call, kind, leaves, destinations }: Omit<Case, 'leaving' | 'injected' | 'askedBy'>,
  match: Carried,
): boolean {
  const { from } = match;
  const isNew = ({ folded }: Placed): boolean => memory.origins.findAddress(folded) !== from.id;
  if (destinations.length > 0) return destinations.some(isNew);
  if (from.server !== '' || call.server !== '') return from.server !== call.server;
  if ([...from.kind.things].some((thing) => kind.things.has(thing))) return false;
  return !leaves.some((leaf) => from.asked.includes(askedHash(leaf)));
}

/** A text asks for what the tool does, and is from elsewhere than the tool. */
function asksForCall({ ask, origin }: HeardAsk, call: FlowCall, kind: ToolKind): boolean {
  const isOwn = origin.server !== '' && origin.server === call.server;
  if (isOwn || (origin.kind.family !== '' && origin.kind.family === kind.family)) return false;
  return isAskedFor(kind, ask.stems) || (kind.runsCommands && ask.namesCommand);
}

function factsOf({ call, carried, destinations, injected, askedBy }: Case): FlowFacts {
  if (carried.length === 0 && destinations.length === 0 && askedBy === null) return NO_BEHAVIOUR.flow;
  const weighty = carried.filter(isWeighty);
  const foreign = weighty.filter(({ from }) => from.server !== call.server || from.server === '');
  const labels = weighty.flatMap(({ from }) => [
    ...from.labels,
    from.isPublic ? 'public' : 'private',
    ...(from.isUntrusted ? ['untrusted'] : []),
  ]);
  return {
    origins: sorted(foreign.map(({ from }) => from.server || from.tool)).slice(0, NAMES_MAX),
    labels: sorted(labels).slice(0, LABELS_MAX),
    overlap: Math.round(Math.max(0, ...weighty.map(({ share }) => share)) * 100) / 100,
    chars: weighty.reduce((sum, { chars }) => sum + chars, 0),
    disguised: weighty.some(({ isDisguised }) => isDisguised),
    destinations: sorted(destinations.map(({ shown }) => shown)).slice(0, NAMES_MAX),
    injectedDestination: injected.length > 0,
    asked: askedBy !== null,
  };
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

function flowFindings(known: Case): Finding[] {
  const { leaving, destinations, call, kind, memory } = known;
  const injected = injectedFinding(known);
  if (injected !== null) return [injected];
  const [match] = [...leaving].sort((a, b) => Number(b.isDisguised) - Number(a.isDisguised) || b.chars - a.chars);
  if (match === undefined) return [];
  const place = { pointer: match.pointer, start: match.start, end: match.end, view: match.view };
  const evidence = evidenceOf(match, known);
  const goesOut = call.isOutside || destinations.length > 0;
  if (match.isDisguised && match.chars >= 20) return [findingOf('disguised', { ...place, confidence: 0.92, evidence })];
  if (!goesOut) return [];
  const isOpen = kind.publishes || destinations.some((each) => each.kind === 'host');
  const isReached = memory.untrusted.has(nameOf(match.from)) ? memory.untrusted.size > 1 : memory.untrusted.size > 0;
  const worth = worthOf(match, known);
  if (worth === 'credential' || (worth === 'personal' && (isReached || isOpen))) {
    const isCertain = isReached || isOpen;
    const [severity, confidence] = isCertain ? (['high', 0.9] as const) : (['medium', 0.6] as const);
    return [findingOf('sensitive', { ...place, confidence, severity, evidence })];
  }
  const isMixed = isReached && (destinations.length > 0 || kind.publishes);
  return [findingOf(isMixed ? 'toOutside' : 'crossServer', { ...place, confidence: 0.7, evidence })];
}

/** The address was given by a text: with data of another place it is a theft, without it may be an answer. */
function injectedFinding({ injected, carried }: Case): Finding | null {
  const [first] = injected;
  if (first === undefined) return null;
  const { destination, heard } = first;
  const place = { pointer: destination.pointer, start: destination.start, end: destination.end };
  const evidence = `${destination.shown}, named in a result of ${nameOf(heard.origin)}`;
  const moved = carried.filter(
    (match) =>
      match.from.id !== heard.origin.id && (isWeighty(match) || match.chars >= RUN_CHARS || match.share >= 0.8),
  );
  if (moved.length > 0) {
    const from = sorted(moved.map((match) => nameOf(match.from))).join(', ');
    return findingOf('injectedDestination', { ...place, confidence: 0.97, evidence: `${evidence}; data of ${from}` });
  }
  const severity = heard.ask.isHostile ? 'medium' : 'low';
  return findingOf('injectedDestination', { ...place, confidence: 0.6, severity, evidence });
}

const nameOf = ({ server, tool }: { readonly server: string; readonly tool: string }): string => server || tool;

function worthOf({ from, text, pointer }: Carried, { leaves }: Case): 'credential' | 'personal' | null {
  const around = `${text}\n${leaves.find((leaf) => leaf.pointer === pointer)?.text ?? ''}`;
  if (from.labels.includes('secret') || CREDENTIALS.test(around) || KEY_LIKE.test(text.trim())) return 'credential';
  return from.labels.some((label) => SENSITIVE_LABELS.has(label)) || PERSONAL.test(around) ? 'personal' : null;
}

function evidenceOf({ from, chars, text }: Carried, { destinations, call }: Case): string {
  const [to] = destinations;
  return `${chars} characters of ${nameOf(from)} to ${to?.shown ?? nameOf(call)}: ${glimpse(text)}`;
}

/** Downloads read and write: what they write is a copy. */
const DOES: ReadonlySet<string> = new Set(['delete', 'execute', 'send', 'secrets']);

/** What a text asked for and is done now. Looking something up does no harm by itself. */
function askedFindings({ askedBy, call, injected }: Case, isFlowing: boolean): Finding[] {
  if (askedBy === null || isFlowing || injected.length > 0) return [];
  const capabilities = [...nameCapabilities(call.tool)];
  const isRead = call.tool !== '' && capabilities.includes('read') && !capabilities.some((each) => DOES.has(each));
  const severity = isRead && !askedBy.ask.isHostile ? 'low' : 'medium';
  const evidence = `asked by a result of ${nameOf(askedBy.origin)}: ${glimpse(askedBy.ask.text)}`;
  return [findingOf('carriedOut', { confidence: 0.75, severity, pointer: call.pointerBase, evidence })];
}

function countCall(
  { calls, variants, addresses, privateSeen, untrusted }: FlowMemory,
  { at, isOutside }: FlowCall,
  use: ToolUse,
  { sent, all, variant }: { readonly sent: Sent; readonly all: readonly Carried[]; readonly variant: number },
): SessionFacts {
  const { destinations, leaves } = sent;
  calls.add(at);
  const seen = variants.count(variant, at);
  if (seen === 0) use.distinct += 1;
  if (at - use.novelSince > COUNTED_MS) {
    use.novelBytes = 0;
    use.novelCalls = 0;
    use.distinct = Math.min(use.distinct, DISTINCT_KEPT);
    use.novelSince = at;
  }
  const novel = novelBytes(leaves, all);
  use.novelBytes += novel;
  if (novel > 0) use.novelCalls += 1;
  const untrustedSeen = untrusted.size > 0;
  return {
    calls: calls.hour(at),
    callsPerMinute: calls.perMinute(at),
    repeats: Math.max(1, seen),
    variants: use.distinct,
    firstUse: !use.wasSent,
    firstDestination: destinations.length > 0 && destinations.some(({ folded }) => !addresses.has(folded)),
    privateSeen,
    untrustedSeen,
    trifecta: privateSeen && untrustedSeen && (isOutside || destinations.length > 0 || use.kind.sends),
    novelBytes: use.novelBytes,
  };
}

/** Of an hour before so many at most. */
const DISTINCT_KEPT = 512;

/** Bytes of short values that are no words, no small numbers, and in no result: what a cursor is not. */
function novelBytes(leaves: readonly SentLeaf[], all: readonly Carried[]): number {
  let bytes = 0;
  for (const { place, text } of leaves) {
    if (place.isFresh || !isPiece(text)) continue;
    if (all.length === 0 || !all.some(({ pointer }) => pointer === place.pointer)) bytes += text.length;
  }
  return bytes;
}

const isPiece = (text: string): boolean =>
  text.length >= 3 &&
  text.length <= 24 &&
  /^[\w+/=.~-]+$/.test(text) &&
  !/^\d{1,6}$/.test(text) &&
  !/^[A-Za-z]?[a-z]+(?:[-_.][a-z]+)*$/.test(text) &&
  !/^[A-Z_]+$/.test(text) &&
  !/^(?:19|20)\d\d-\d\d/.test(text);
