import type { FlowCall } from './flow-types.js';
import { RUN_CHARS, STRIDE } from './fold.js';
import type { FlowMemory } from './memory.js';
import type { Origin } from './origins.js';
import { printer } from './printer.js';
import type { Placed, Sent, SentLeaf } from './sent.js';
import { hasMetOn, mayStandFor, type Sought, type Suspect, sift } from './sift.js';
import type { Stream } from './streams.js';
import { decodedOf, readingsOf, reversedOf, sentTexts } from './texts.js';
import type { ToolUse } from './tool-uses.js';
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
const JOINED_UNITS_MAX = 4_096;
/** Members whose value is encoded by contract. */
const ENCODED_KEYS = /base64|b64|hex|blob|encoded|binary|bytes|data_?uri|image|audio|attachment/;
const DISGUISES: ReadonlySet<string> = new Set(['base64', 'hex', 'reversed', 'joined']);
const ENCODED_UNITS_MIN = 32;
const ENCODED_PIECE = /^[A-Za-z0-9+/_=-]{2,64}$/;
const PLAIN_PIECE = /^(?:\d+|[A-Za-z]?[a-z]+|[A-Z]+)$/;
/** Letters and digits mixed, as no word and no number is. */
const isEncodedPiece = (text: string): boolean => ENCODED_PIECE.test(text) && !PLAIN_PIECE.test(text);

/**
 * All that the arguments share with results that are followed.
 * @param bytes  what {@link Sent.load} said, with nothing read since
 */
export function carriedBy(
  memory: FlowMemory,
  call: FlowCall,
  use: ToolUse,
  sent: Sent,
  bytes: number,
): readonly Carried[] {
  const { origins, sought } = memory;
  if (origins.isEmpty || sent.leaves.length === 0) return NOTHING;
  const pieces = memory.privateSeen ? setTails(memory, use, sent) : 0;
  const sifted = sift(sent, bytes, sought);
  const find = finder(memory, call.at);
  // What was sent before is remembered in any case; what shows in one piece need not be put together.
  const pieced = pieces === 0 ? NOTHING : piecedMatches(sent, sifted.isTold, find, sought);
  const { suspects } = sifted;
  if (pieced.length === 0 && suspects.length === 0 && sifted.whole === 0) return NOTHING;
  const plain = plainMatches(memory, call, suspects, find);
  const { destinations } = sent;
  const whole = new Set(
    plain.filter((match) => isWeighty(match) && !isAddress(match, destinations)).map(({ pointer }) => pointer),
  );
  const joined = whole.size > 0 ? NOTHING : joinedMatches(sent.values, sifted.whole, find);
  const matches = [...plain, ...joined, ...pieced.filter(({ pointer }) => !whole.has(pointer))];
  return matches.length === 0 ? NOTHING : matches.flatMap((match) => carriedOf(match, memory, sent.leaves));
}

const finder =
  ({ origins }: FlowMemory, at: number): FindOrigin =>
  (print) => {
    const id = origins.find(print);
    return id !== 0 && origins.isFollowed(id, at) ? id : 0;
  };

/** An address is where data goes, not data; a link that was found and is followed carries nothing. */
export const isAddress = (match: Match, destinations: readonly Placed[]): boolean =>
  match.view === 'raw' &&
  destinations.some(
    ({ pointer, start, end }) =>
      pointer === match.pointer &&
      match.start < end &&
      start < match.end &&
      (match.share >= 0.9 || end - start <= match.text.length + 2 || match.text.includes('@')),
  );

const NOTHING: never[] = [];

/** What values share as they are or in a reading. */
function plainMatches(memory: FlowMemory, call: FlowCall, suspects: readonly Suspect[], find: FindOrigin): Match[] {
  const matches = sentTexts(suspects).flatMap((sent) => {
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

/** A text cut over several values of one call reads as one. @param as  in these readings */
function joinedMatches(leaves: readonly SentLeaf[], as: number, find: FindOrigin): Match[] {
  const [first] = leaves;
  if (as === 0 || leaves.length < 2 || first === undefined) return [];
  const text = leaves.map((leaf) => leaf.text).join('');
  if (text.length > JOINED_UNITS_MAX) return [];
  return readingsOf(first.pointer, text, as).flatMap((reading) => {
    // Of the text as it is the first value is meant.
    const whole = reading.view === 'raw' ? first.text.length : reading.whole;
    return traceText({ ...reading, view: 'joined', whole }, find).matches.filter(isWeighty);
  });
}

/** Of the call that is looked at: what each value goes on from, null where it is no piece. */
const streams: (Stream | null)[] = [];

/** Tells the printer what the short values go on from, so that it looks over the border. @returns how many there are */
function setTails({ tools }: FlowMemory, use: ToolUse, { sorted, apart }: Sent): number {
  const { tails } = printer();
  let pieces = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const leaf = sorted[index];
    const units = leaf === undefined || index >= sorted.length - apart ? 0 : leaf.text.length;
    const isPiece = leaf !== undefined && units > 0 && units <= PIECE_UNITS_MAX;
    const stream = isPiece ? tools.streamOf(use, leaf.pointer) : null;
    streams[index] = stream;
    tails[index * 2] = stream === null ? 0 : stream.hash;
    tails[index * 2 + 1] = stream === null ? 0 : stream.chars;
    if (isPiece) pieces += 1;
  }
  return pieces;
}

/** A text sent a few characters at a time, to one place. @param isTold  whether the printer has looked at the values */
function piecedMatches({ sorted }: Sent, isTold: boolean, find: FindOrigin, sought: Sought): readonly Match[] {
  let matches: Match[] = NOTHING;
  for (let index = 0; index < sorted.length; index += 1) {
    const stream = streams[index] ?? null;
    const leaf = sorted[index];
    if (stream === null || leaf === undefined || stream.endsWith(leaf.text)) continue;
    const found = piecedMatch(stream, leaf, goOn(stream, leaf.text, isTold ? index : -1, find), find, sought);
    if (found !== null) matches = [...matches, found];
  }
  return matches;
}

/** @param index  of the value, where the printer has looked at it; -1 otherwise */
function goOn(stream: Stream, text: string, index: number, find: FindOrigin): number {
  if (index < 0 || hasMetOn(index)) return stream.follow(text, find);
  const { tails, denseEnds } = printer();
  const length = (denseEnds[index + 1] ?? 0) - (denseEnds[index] ?? 0);
  stream.pass(text, tails[index * 2] ?? 0, tails[index * 2 + 1] ?? 0, length);
  return 0;
}

function piecedMatch(
  stream: Stream,
  { pointer, text }: SentLeaf,
  origin: number,
  find: FindOrigin,
  sought: Sought,
): Match | null {
  const { pieces, continued } = stream;
  if (pieces < PIECES_MIN) return null;
  if (origin !== 0 && continued >= PIECED_CHARS_MIN) {
    const sample = stream.end.slice(-PIECE_UNITS_MAX);
    return { ...placeOf(pointer, text), origin, chars: continued, share: 1, text: sample };
  }
  // Now and then is enough: what was sent is remembered.
  if (pieces % (pieces < MANY_PIECES ? PIECES_MIN : MANY_PIECES) !== 0 || !isEncodedPiece(text)) return null;
  const { end } = stream;
  const encoded = end.length < ENCODED_UNITS_MIN ? null : encodedPieces(end, pointer, find, sought);
  return encoded === null ? null : { ...encoded, ...placeOf(pointer, text) };
}

const placeOf = (pointer: string, text: string) =>
  ({ pointer, start: 0, end: text.length, view: 'joined', isContinued: true }) as const;

const SKIPS = 4;

/** Pieces of an encoding: where it began is not known, so each place it may have begun at is tried. */
function encodedPieces(text: string, pointer: string, find: FindOrigin, sought: Sought): Match | null {
  const { isTurned, skips } = mayStandFor(text, SKIPS, sought);
  if (isTurned) {
    const found = traceText(reversedOf(pointer, text), find).matches.find(isLong);
    if (found !== undefined) return found;
  }
  for (const skip of skips) {
    const readings = decodedOf(pointer, text.slice(skip));
    const found = readings.flatMap((sent) => traceText(sent, find).matches).find(isLong);
    if (found !== undefined) return found;
  }
  return null;
}

const isLong = ({ chars }: Match): boolean => chars >= RUN_CHARS + STRIDE;
