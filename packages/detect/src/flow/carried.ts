import type { FlowCall } from './flow-types.js';
import { RUN_CHARS, STRIDE } from './fold.js';
import type { FlowMemory, Stream } from './memory.js';
import type { Origin } from './origins.js';
import { NO_TAIL } from './runs.js';
import { mayStandFor, piecePrints, type Sought, sift } from './sift.js';
import { readingsOf, type SentLeaf, type SentText, sentTexts } from './texts.js';
import { type FindOrigin, type Match, traceText } from './trace.js';

/** Data of a result in a call. */
export interface Carried extends Match {
  readonly from: Origin;
  /** Encoded, reversed, or cut in pieces. */
  readonly isDisguised: boolean;
}

/** Longer values are no pieces of something. */
const PIECE_UNITS_MAX = 64;
const PIECES_MIN = 4;
/** Of a stream that goes on it is enough to look as often as what is remembered of it is new. */
const MANY_PIECES = 16;
const PIECED_CHARS_MIN = 48;
const STREAM_UNITS_MAX = 768;
const JOINED_UNITS_MAX = 4_096;
/** Members whose value is encoded by contract. */
const ENCODED_KEYS = /base64|b64|hex|blob|encoded|binary|bytes|data_?uri|image|audio|attachment/;
const DISGUISES: ReadonlySet<string> = new Set(['base64', 'hex', 'reversed', 'joined']);
const ENCODED_UNITS_MIN = 32;
const ENCODED_PIECE = /^[A-Za-z0-9+/_=-]{2,64}$/;
const PLAIN_PIECE = /^(?:\d+|[A-Za-z]?[a-z]+|[A-Z]+)$/;
/** Letters and digits mixed, as no word and no number is. */
const isEncodedPiece = (text: string): boolean => ENCODED_PIECE.test(text) && !PLAIN_PIECE.test(text);

/** Where the arguments say where things go: no data. */
export interface Addresses {
  isOf(match: Match): boolean;
  /** The whole value is one. */
  isWhole(leaf: SentLeaf): boolean;
}

/** All that the arguments share with results that are followed. */
export function carriedBy(
  memory: FlowMemory,
  call: FlowCall,
  leaves: readonly SentLeaf[],
  addresses: Addresses,
): Carried[] {
  if (memory.origins.isEmpty || leaves.length === 0) return NOTHING;
  const { suspects, isWholeSuspect } = sift(leaves, memory.sought);
  const find: FindOrigin = (print) => {
    const id = memory.origins.find(print);
    return id !== 0 && memory.origins.isFollowed(id, call.at) ? id : 0;
  };
  const plain = suspects.length === 0 ? NOTHING : plainMatches(memory, call, suspects, find);
  const whole = new Set(
    plain.filter((match) => isWeighty(match) && !addresses.isOf(match)).map(({ pointer }) => pointer),
  );
  // What was sent before is remembered in any case; what shows in one piece need not be put together.
  const values = leaves.filter((leaf) => !addresses.isWhole(leaf));
  const pieced = piecedMatches(memory, call, values, find).filter(({ pointer }) => !whole.has(pointer));
  const mayJoin = values.length === leaves.length ? isWholeSuspect : sift(values, memory.sought).isWholeSuspect;
  const joined = whole.size > 0 || !mayJoin ? NOTHING : joinedMatches(values, find);
  const matches = [...plain, ...joined, ...pieced];
  return matches.length === 0 ? NOTHING : matches.flatMap((match) => carriedOf(match, memory, leaves));
}

const NOTHING: never[] = [];

/** What values share as they are or in a reading. */
function plainMatches(memory: FlowMemory, call: FlowCall, leaves: readonly SentLeaf[], find: FindOrigin): Match[] {
  const matches = sentTexts(leaves).flatMap((sent) => {
    const { matches: found, runs } = traceText(sent, find);
    if (sent.view === 'raw') memory.taint?.noteSent(runs.prints, call.server, call.at);
    return found;
  });
  return withoutEchoes(matches);
}

function carriedOf(match: Match, { origins }: FlowMemory, leaves: readonly SentLeaf[]): Carried[] {
  const from = origins.get(match.origin);
  if (from === undefined) return [];
  const key = leaves.findLast(({ pointer }) => pointer === match.pointer)?.key ?? '';
  return [{ ...match, from, isDisguised: DISGUISES.has(match.view) && !ENCODED_KEYS.test(key) }];
}

/** Enough to say that it is the same data, and no date or common phrase. */
export function isWeighty({ chars, share, text, view }: Match): boolean {
  if (chars >= RUN_CHARS + STRIDE) return true;
  if (DATE.test(text)) return false;
  if (share >= 0.8 && chars >= 12 && view === 'raw') return true;
  return TELLING.test(text.trim());
}

const DATE = /^\W*(?:19|20)\d\d[-/.]?[01]?\d[-/.]?[0-3]?\d/;
/** A number of nine digits and more, an address, a long key. */
const TELLING = /^(?:\+?\d[\d\s().-]{7,}\d|[\w.+-]+@[\w.-]+|(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{16,})$/;

/** What shows as it is need not be reported again of a reading. */
const withoutEchoes = (matches: readonly Match[]): Match[] =>
  matches.filter(
    (match) =>
      match.view === 'raw' ||
      !matches.some(
        (other) =>
          other.view === 'raw' && other.pointer === match.pointer && other.origin === match.origin && isWeighty(other),
      ),
  );

/** A text cut over several values of one call reads as one. */
function joinedMatches(leaves: readonly SentLeaf[], find: FindOrigin): Match[] {
  const [first] = leaves;
  const text = leaves.map((leaf) => leaf.text).join('');
  if (leaves.length < 2 || first === undefined || text.length > JOINED_UNITS_MAX) return [];
  const whole: SentText = { pointer: first.pointer, text, view: 'joined', whole: first.text.length };
  const readings = readingsOf(first.pointer, text).map((reading) => ({ ...reading, view: 'joined' as const }));
  return [whole, ...readings].flatMap((sent) => traceText(sent, find).matches.filter(isWeighty));
}

/** A text sent a few characters at a time, to one place. */
function piecedMatches(memory: FlowMemory, call: FlowCall, leaves: readonly SentLeaf[], find: FindOrigin): Match[] {
  if (!memory.privateSeen) return NOTHING;
  let matches: Match[] = NOTHING;
  for (const leaf of leaves) {
    const { length } = leaf.text;
    const found = length > 0 && length <= PIECE_UNITS_MAX ? piecedMatch(memory, call, leaf, find) : null;
    if (found !== null) matches = [...matches, found];
  }
  return matches;
}

function piecedMatch(memory: FlowMemory, call: FlowCall, { pointer, text }: SentLeaf, find: FindOrigin): Match | null {
  const key = `${call.server} ${call.tool} ${pointer}`;
  const before = memory.streams.get(key) ?? NEW_STREAM;
  // Who says the same again says nothing more.
  if (before.text.endsWith(text)) return null;
  const { tail, continued, since, origin } = goOn(before, text, find);
  const whole = (before.text + text).slice(-STREAM_UNITS_MAX);
  const pieces = before.pieces + 1;
  memory.streams.set(key, { tail, text: whole, pieces, continued, since });
  if (pieces < PIECES_MIN) return null;
  const place = { pointer, start: 0, end: text.length, view: 'joined' as const, isContinued: true };
  if (origin !== 0 && continued >= PIECED_CHARS_MIN) {
    return { ...place, origin, chars: continued, share: 1, text: whole.slice(-PIECE_UNITS_MAX) };
  }
  // Now and then is enough: what was sent is remembered.
  if (
    pieces % (pieces < MANY_PIECES ? PIECES_MIN : MANY_PIECES) !== 0 ||
    whole.length < ENCODED_UNITS_MIN ||
    !isEncodedPiece(text)
  )
    return null;
  const encoded = encodedPieces(whole, pointer, find, memory.sought);
  return encoded === null ? null : { ...encoded, ...place };
}

const NEW_STREAM: Stream = { tail: NO_TAIL, text: '', pieces: 0, continued: 0, since: 0 };

/** Follows a stream through one more piece. */
function goOn(
  { tail: before, continued: soFar, since: last }: Stream,
  text: string,
  find: FindOrigin,
): Pick<Stream, 'tail' | 'continued' | 'since'> & { readonly origin: number } {
  const { prints, count, length, tail } = piecePrints(text, before);
  let continued = soFar;
  let since = last + length - count;
  let origin = 0;
  if (since > RUN_CHARS + STRIDE) continued = 0;
  for (let index = 0; index < count; index += 1) {
    since += 1;
    const found = find(prints[index] ?? 0);
    if (found !== 0) {
      origin = found;
      continued += Math.min(RUN_CHARS, since);
      since = 0;
    } else if (since > RUN_CHARS + STRIDE) continued = 0;
  }
  return { tail, continued, since, origin };
}

const SKIPS = 4;

/** Pieces of an encoding: where it began is not known, so each place it may have begun at is tried. */
function encodedPieces(text: string, pointer: string, find: FindOrigin, sought: Sought): Match | null {
  if (!mayStandFor(text, SKIPS - 1, sought)) return null;
  for (let skip = 0; skip < SKIPS; skip += 1) {
    const matches = readingsOf(pointer, text.slice(skip)).flatMap((sent) => traceText(sent, find).matches);
    const found = matches.find(({ chars }) => chars >= RUN_CHARS + STRIDE);
    if (found !== undefined) return found;
  }
  return null;
}
