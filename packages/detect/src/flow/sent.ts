import { LEAF_DEPTH_MAX } from '../leaves/leaves.js';
import { type Destination, destinationsOf } from './destinations.js';
import { addToToken, TOKEN_SEED } from './fold.js';
import { type Place, rootPlace } from './places.js';
import { printer, SOURCE_BYTES_MAX, VALUES_MAX } from './printer.js';

/** A value of the arguments, numbers as their digits; long names of members too, as data can stand there. */
export class SentLeaf {
  constructor(
    readonly place: Place,
    readonly text: string,
  ) {}

  get pointer(): string {
    return this.place.pointer;
  }

  /** Name of the nearest member, lower case. */
  get key(): string {
    return this.place.key;
  }
}

/** Where a value sends things to. */
export interface Placed extends Destination {
  readonly pointer: string;
}

const NAME_UNITS_MIN = 12;
/** Of a value so much is an address and nothing else. */
const WHOLE_SHARE = 0.8;
/** What a value is, beside its length. */
const STRING = 0;
const NUMBER = 1;
const LITERALS = { null: 2, false: 3, true: 4, undefined: 5 } as const;
const ARRAY = 6;
const OBJECT = 7;
const KINDS = 8;
const NO_DESTINATIONS: readonly Placed[] = [];
const utf8 = new TextEncoder();

/**
 * The values of a call's arguments, read once: looked at before it is decided, when it went on, and when it is answered.
 */
export class Sent {
  /** In their order, at most 256. */
  readonly leaves: SentLeaf[] = [];
  /** The same, but those that are addresses and no data come last. */
  readonly sorted: readonly SentLeaf[];
  /** How many these are. */
  readonly apart: number;
  readonly destinations: readonly Placed[];
  private shape = TOKEN_SEED;
  private joined: string | null = null;

  constructor(args: unknown, pointerBase: string) {
    this.collect(args, rootPlace(pointerBase), 0);
    const { leaves } = this;
    let destinations = NO_DESTINATIONS;
    let whole: Set<SentLeaf> | null = null;
    for (const leaf of leaves) {
      const found =
        leaf.place.kind === 'prose' ? NO_DESTINATIONS : destinationsOf(leaf.place.kind, leaf.key, leaf.text);
      if (found.length === 0) continue;
      destinations = [...destinations, ...found.map((each) => ({ ...each, pointer: leaf.pointer }))];
      if (found.some((each) => isWhole(each, leaf.text))) whole = (whole ?? new Set()).add(leaf);
    }
    this.destinations = destinations;
    this.apart = whole?.size ?? 0;
    const addresses = whole;
    this.sorted =
      addresses === null
        ? leaves
        : [...leaves.filter((leaf) => !addresses.has(leaf)), ...leaves.filter((leaf) => addresses.has(leaf))];
  }

  /** Those that are data. */
  get values(): readonly SentLeaf[] {
    return this.apart === 0 ? this.leaves : this.sorted.slice(0, this.sorted.length - this.apart);
  }

  /** Puts the sorted values one behind the other where the printer reads them. @returns their bytes; -1 where they are too many */
  load(): number {
    const { sorted } = this;
    const { source, ends } = printer();
    this.joined ??= joinedOf(sorted);
    if (this.joined.length > SOURCE_BYTES_MAX) return -1;
    const { read, written } = utf8.encodeInto(this.joined, source);
    if (read !== this.joined.length) return -1;
    let end = 0;
    const isAscii = written === read;
    for (let index = 0; index < sorted.length; index += 1) {
      const text = sorted[index]?.text ?? '';
      end += isAscii ? text.length : Buffer.byteLength(text);
      ends[index + 1] = end;
    }
    // Halves of one character in two values are one character when they stand together.
    return end === written ? written : -1;
  }

  /** Tells calls with other arguments apart. @param digest  of the values' bytes */
  variant(digest: number): number {
    return addToToken(this.shape, digest);
  }

  private collect(value: unknown, place: Place, depth: number): void {
    const { leaves } = this;
    if (leaves.length >= VALUES_MAX || depth > LEAF_DEPTH_MAX) return;
    if (typeof value === 'string') this.add(place, value, STRING);
    else if (typeof value === 'number') this.add(place, String(value), NUMBER);
    else if (isLiteral(value)) this.note(place, literalKind(value));
    else if (Array.isArray(value)) {
      this.note(place, value.length * KINDS + ARRAY);
      for (let index = 0; index < value.length && leaves.length < VALUES_MAX; index += 1)
        this.collect(value[index], place.item(index), depth + 1);
    } else this.collectMembers(value as Readonly<Record<string, unknown>>, place, depth);
  }

  private collectMembers(value: Readonly<Record<string, unknown>>, place: Place, depth: number): void {
    this.note(place, OBJECT);
    for (const name of Object.keys(value)) {
      if (this.leaves.length >= VALUES_MAX) return;
      const member = value[name];
      // A place is made for what is read: there may be very many switches.
      if (name.length < NAME_UNITS_MIN && isLiteral(member)) {
        this.note(place, literalKind(member));
        for (let at = 0; at < name.length; at += 1) this.shape = addToToken(this.shape, name.charCodeAt(at));
        continue;
      }
      const at = place.member(name);
      if (name.length >= NAME_UNITS_MIN) this.leaves.push(new SentLeaf(at.named(place.key), name));
      this.collect(member, at, depth + 1);
    }
  }

  private add(place: Place, text: string, kind: number): void {
    this.leaves.push(new SentLeaf(place, text));
    this.note(place, text.length * KINDS + kind);
  }

  private note(place: Place, what: number): void {
    this.shape = addToToken(addToToken(this.shape, place.hash), what);
  }
}

const isLiteral = (value: unknown): boolean => value === null || typeof value === 'boolean' || value === undefined;

const literalKind = (value: unknown): number => LITERALS[String(value) as keyof typeof LITERALS];

const isWhole = ({ kind, start, end }: Destination, text: string): boolean =>
  kind !== 'host' && end - start >= text.length * WHOLE_SHARE;

function joinedOf(leaves: readonly SentLeaf[]): string {
  let joined = '';
  for (const leaf of leaves) joined += leaf.text;
  return joined;
}
