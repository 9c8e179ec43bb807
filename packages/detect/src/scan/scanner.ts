import { type Automaton, buildAutomaton, CLASSES_MAX, ROWS_MAX } from './automaton.js';
import { buildNearTables, type NearRule, type NearTables } from './near.js';
import { SCAN_WASM_BASE64 } from './scan.generated.js';

/** What a pass saw: literal groups and, from {@link RULE_BIT} on, rules that hold, 32 bits to a word; shapes as in {@link SHAPES}. */
export interface Seen {
  readonly words: Int32Array;
  shapes: number;
}

export const SEEN_WORDS = 16;
/** Bit of the first rule. */
export const RULE_BIT = 256;

/** Bits of a mark that are the bit it speaks of. */
export const MARK_SHIFT = 9;
const MARKS_MAX = 4096;
/** As in shapes.as.ts. */
const CELL_SHIFT = 7;
const CELLS_MAX = 1024;
/** Of the name that a text stands under no more is read with it. */
const NAME_UNITS_MAX = 4096;
/** Texts up to this are scanned with places. */
export const PLACED_UNITS_MAX = 32_768;

/** Texts from this on are not copied to stand together with their name. */
const APART_UNITS_MIN = 2048;

const ALL = new Uint32Array(SEEN_WORDS).fill(0xffffffff);

export const nothingSeen = (): Seen => ({ words: new Int32Array(SEEN_WORDS), shapes: 0 });

export const isNothing = ({ words, shapes }: Readonly<Seen>): boolean =>
  shapes === 0 && words.every((word) => word === 0);

/** Adds what another pass saw. */
export function addSeen(total: Seen, { words, shapes }: Readonly<Seen>): void {
  for (let i = 0; i < SEEN_WORDS; i++) total.words[i] = (total.words[i] ?? 0) | (words[i] ?? 0);
  total.shapes |= shapes;
}

export const hasBit = ({ words }: Readonly<Seen>, bit: number): boolean =>
  ((words[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;

/**
 * One WebAssembly instance with its tables. Not re-entrant: a scan starts and ends within one synchronous call.
 * Memory: some hundred KiB of tables and buffers, and 128 bytes for each state of the automaton that a text has led to; inputs of
 * any size are fed in chunks.
 */
export interface Scanner {
  /**
   * Scans raw JSON bytes, escapes undone on the way. Stops early once `enough` says so of what was seen so far.
   * @returns the shared result object, overwritten by the next scan
   */
  scanJson(raw: Uint8Array, enough: (seen: Readonly<Seen>) => boolean): Readonly<Seen>;
  /** Scans the texts one after the other, as if they were one. @returns the shared result object */
  scanTexts(...texts: readonly string[]): Readonly<Seen>;
  /**
   * Scans a text of at most {@link PLACED_UNITS_MAX} units as it stands under its name, and keeps what is where.
   * @returns the shared result object
   */
  scanPlaced(name: string, text: string): Placed;
}

/** What a text shows and where. Positions are UTF-16 units, counted from where the name begins in front of it. */
export interface Placed {
  readonly seen: Readonly<Seen>;
  /**
   * In their order: the bit, and from {@link MARK_SHIFT} bits on the position of the end of the literal, its last character
   * left out where that is ASCII, or of the last literal that made a rule hold.
   */
  readonly marks: Uint32Array;
  /** How many marks there are; -1 where the text has more than are kept. */
  readonly count: number;
  /** Where the text begins. */
  readonly start: number;
  /** Shapes that stand at `[from, to)`, or within some hundred units of it. */
  shapesWithin(from: number, to: number): number;
}

const CHUNK_BYTES = 32 * 1024;
/** Enough to tell of most messages that they need a closer look. */
const FIRST_CHUNK_BYTES = 4096;
const SHAPE_WINDOW_BYTES = 64;
const SLACK_BYTES = 64;
const ROW_BYTES = CLASSES_MAX * 2;
const PAGE_BYTES = 65_536;
const RESULTS_AT = 896;
const TABLES_AT = 1024;
/** Events are one word for a position where literals end; a lane takes a quarter of a chunk. */
const LANE_BYTES = CHUNK_BYTES + 64;
const LANES = 4;

interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  configure(text: number, literalMax: number, events: number, laneBytes: number): void;
  configureRows(
    classes: number,
    children: number,
    entered: number,
    failures: number,
    endings: number,
    lists: number,
    byState: number,
    byRow: number,
    table: number,
    states: number,
  ): void;
  configureNear(index: number, lists: number, rules: number, seen: number, count: number, marks: number): void;
  configurePlaces(wanted: number, cells: number): void;
  markCount(): number;
  begin(placed: number): void;
  scanText(length: number, units: number): void;
  scanJson(source: number, length: number, last: number): number;
}

/** The part of the global `WebAssembly` that is used; the ES and Node typings do not declare it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: ScanExports };
}

function instantiate(): ScanExports {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const module = new WebAssembly.Module(Buffer.from(SCAN_WASM_BASE64, 'base64'));
  return new WebAssembly.Instance(module, {}).exports;
}

/** Writes the tables behind one another and returns where the two buffers start. */
function layOut(
  wasm: ScanExports,
  automaton: Automaton,
  near: NearTables,
  wanted: Uint32Array,
): { source: number; text: number; marks: number; cells: number } {
  const { classes, children, entered, failures, endings, lists, literalMax } = automaton;
  const states = entered.length;
  const parts = [near.index, near.lists, near.rules, classes, children, entered, failures, endings, lists, wanted];
  let free = TABLES_AT;
  const reserve = (length: number): number => {
    const at = free;
    free = Math.ceil((at + length) / 64) * 64;
    return at;
  };
  const places = parts.map(({ byteLength }) => reserve(byteLength));
  const lastSeen = reserve(near.count * 4);
  const marks = reserve(MARKS_MAX * 4);
  const cells = reserve(CELLS_MAX * 4);
  const events = reserve(LANES * (4 + LANE_BYTES));
  const source = reserve(CHUNK_BYTES + SLACK_BYTES);
  const text = reserve(SHAPE_WINDOW_BYTES + CHUNK_BYTES + SLACK_BYTES) + SHAPE_WINDOW_BYTES;
  const byState = reserve(states * 2);
  const byRow = reserve(states * 4);
  // Last, and as long as it can get: what no row was written to takes no memory.
  const table = reserve(Math.min(states, ROWS_MAX) * ROW_BYTES);
  const missing = Math.ceil((free - wasm.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) wasm.memory.grow(missing);
  const bytes = new Uint8Array(wasm.memory.buffer);
  parts.forEach((part, i) => {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), places[i]);
  });
  const [index = 0, nearLists = 0, rules = 0, ...rest] = places;
  const [classesAt = 0, childrenAt = 0, enteredAt = 0, failuresAt = 0, endingsAt = 0, listsAt = 0, wantedAt = 0] = rest;
  wasm.configure(text, literalMax, events, LANE_BYTES);
  wasm.configureNear(index, nearLists, rules, lastSeen, near.count, marks);
  wasm.configureRows(classesAt, childrenAt, enteredAt, failuresAt, endingsAt, listsAt, byState, byRow, table, states);
  wasm.configurePlaces(wantedAt, cells);
  return { source, text, marks, cells };
}

/**
 * Compiles literal groups into a scanner. Costs some milliseconds; make one per process and set of detectors.
 * @param groups as for {@link buildAutomaton}
 * @param near as for {@link buildNearTables}
 * @param wanted the groups and rules to tell of, by their bits; all where it is left out
 */
export function createScanner(
  groups: readonly (readonly string[])[],
  near: readonly NearRule[] = [],
  wanted: Uint32Array = ALL,
): Scanner {
  const wasm = instantiate();
  const layout = layOut(wasm, buildAutomaton(groups), buildNearTables(near, groups.length), wanted);
  const { buffer } = wasm.memory;
  const memory = new Uint8Array(buffer);
  const textRoom = memory.subarray(layout.text, layout.text + CHUNK_BYTES);
  const results = new Int32Array(buffer, RESULTS_AT, SEEN_WORDS + 1);
  const cells = new Int32Array(buffer, layout.cells, CELLS_MAX);
  const encoder = new TextEncoder();
  const seen: Seen = { words: results.subarray(0, SEEN_WORDS), shapes: 0 };
  const placed = {
    seen,
    marks: new Uint32Array(buffer, layout.marks, MARKS_MAX),
    count: 0,
    start: 0,
    shapesWithin(from: number, to: number): number {
      const last = Math.min(CELLS_MAX - 1, (to - 1) >> CELL_SHIFT);
      let shapes = 0;
      for (let cell = Math.min(CELLS_MAX - 1, from >> CELL_SHIFT); cell <= last; cell++) shapes |= cells[cell] ?? 0;
      return shapes;
    },
  };

  const read = (): Seen => {
    seen.shapes = results[SEEN_WORDS] ?? 0;
    return seen;
  };

  const scanAll = (value: string): void => {
    for (let rest = value; rest !== ''; ) {
      const { read: units, written } = encoder.encodeInto(rest, textRoom);
      wasm.scanText(written, units);
      rest = units === rest.length ? '' : rest.slice(units);
    }
  };

  return {
    scanJson(raw, enough) {
      wasm.begin(0);
      for (let from = 0; from < raw.length; ) {
        const length = Math.min(from === 0 ? FIRST_CHUNK_BYTES : CHUNK_BYTES, raw.length - from);
        memory.set(length === raw.length ? raw : raw.subarray(from, from + length), layout.source);
        from += wasm.scanJson(layout.source, length, from + length === raw.length ? 1 : 0);
        if (from < raw.length && enough(read())) return seen;
      }
      return read();
    },
    scanTexts(...texts) {
      wasm.begin(0);
      for (const value of texts) scanAll(value);
      return read();
    },
    scanPlaced(name, text) {
      wasm.begin(1);
      const head = `"${name.slice(-NAME_UNITS_MAX)}":"`;
      if (text.length < APART_UNITS_MIN) scanAll(`${head}${text}"`);
      else {
        scanAll(head);
        scanAll(text);
        scanAll('"');
      }
      const count = wasm.markCount();
      read();
      placed.count = count > MARKS_MAX ? -1 : count;
      placed.start = head.length;
      return placed;
    },
  };
}
