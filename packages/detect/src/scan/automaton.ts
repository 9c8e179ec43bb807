/** Byte tables for the scanner: see scan.as.ts for how they are read. */
export interface Automaton {
  /** Byte → class × 2, the offset in a row. */
  readonly classes: Uint8Array;
  /** Row-major transitions, 64 to a row: next state, top bit set where a literal ends. */
  readonly table: Uint16Array;
  /** Per state a word: offset of its list from the start of this array. A list is its length and the groups whose literal ends there. */
  readonly outputs: Uint8Array;
  /** Length of the longest literal in bytes. */
  readonly literalMax: number;
}

const ROW_ENTRIES = 64;
const STATES_MAX = 0x8000;
export const GROUPS_MAX = 256;

/** Lower-case ASCII, every run of white space one space: the form in which literals are stored and found. */
export function normalizeLiteral(literal: string): string {
  return literal.toLowerCase().replace(/\s+/g, ' ');
}

/**
 * Builds the Aho-Corasick automaton of literal groups; group `i` sets bit `i`. Matching ignores the case of ASCII letters
 * and takes any run of white space for one space: a state whose text ends in a space stays where it is on another one.
 * @param groups at most 256 groups, their literals at most 32,768 states together (a literal takes one for each character it does not share with the beginning of another)
 */
export function buildAutomaton(groups: readonly (readonly string[])[]): Automaton {
  if (groups.length > GROUPS_MAX) throw new RangeError(`at most ${GROUPS_MAX} literal groups, got ${groups.length}`);
  const patterns = groups.flatMap((literals, group) =>
    literals.map((literal) => ({ bytes: Buffer.from(normalizeLiteral(literal)), group })),
  );
  const classOf = classify(patterns.map((pattern) => pattern.bytes));
  const trie = buildTrie(patterns, classOf);
  const order = linkFailures(trie);
  const space = classOf[32] ?? 0;
  if (space > 0) foldSpaces(trie, space);
  if (order.length > STATES_MAX) throw new RangeError(`literals need ${order.length} states, at most ${STATES_MAX}`);
  return {
    classes: classOf.map((value) => value * 2),
    table: renumber(trie, order),
    outputs: layOutGroups(order.map((state) => trie.groups[state] ?? NONE)),
    literalMax: Math.max(1, ...patterns.map((pattern) => pattern.bytes.length)),
  };
}

/** Rows in breadth-first order: ordinary text stays in the shallow states, which then share a few pages of memory. */
function renumber(trie: Trie, order: readonly number[]): Uint16Array {
  const numberOf = new Uint16Array(order.length);
  order.forEach((state, index) => {
    numberOf[state] = index;
  });
  const table = new Uint16Array(order.length * ROW_ENTRIES);
  order.forEach((state, index) => {
    for (let c = 0; c < ROW_ENTRIES; c++) {
      const target = trie.next[state * ROW_ENTRIES + c] ?? 0;
      table[index * ROW_ENTRIES + c] = (numberOf[target] ?? 0) | (trie.groups[target] === NONE ? 0 : STATES_MAX);
    }
  });
  return table;
}

const NONE: readonly number[] = [];

function layOutGroups(groupsOf: readonly (readonly number[])[]): Uint8Array {
  const lists: number[] = [];
  const offsets = new Map<string, number>();
  const words = Uint32Array.from(groupsOf, (groups) => {
    const name = groups.join();
    let at = offsets.get(name);
    if (at === undefined) {
      at = groupsOf.length * 4 + lists.length;
      offsets.set(name, at);
      lists.push(groups.length, ...groups);
    }
    return at;
  });
  const bytes = new Uint8Array(words.byteLength + lists.length);
  bytes.set(new Uint8Array(words.buffer));
  bytes.set(lists, words.byteLength);
  return bytes;
}

/**
 * Keeps rows short: digits share one class, so do a bracket and its partner, three more pairs of signs and all control characters; bytes outside ASCII
 * share eight by their low bits. A literal with such characters may then be found where only its like is; it is never missed,
 * and the scan only says where to look.
 */
function foldByte(byte: number): number {
  if (byte >= DIGIT_ZERO && byte <= DIGIT_ZERO + 9) return DIGIT_ZERO;
  if (byte >= 0x80) return 0x80 | (byte & 7);
  if (byte === 127 || (byte < 32 && !(byte >= 9 && byte <= 13))) return 1;
  const partner = ')]}*`?'.indexOf(String.fromCharCode(byte));
  return partner < 0 ? byte : '([{+^!'.charCodeAt(partner);
}

const DIGIT_ZERO = 48;

interface Trie {
  /** State × {@link ROW_ENTRIES} → state. -1 where nothing leads on, until the failure links are filled in. */
  readonly next: Int32Array;
  groups: (readonly number[])[];
  endsInSpace: boolean[];
}

function classify(patterns: readonly Buffer[]): Uint8Array {
  const classOf = new Uint8Array(256);
  let count = 1;
  for (const byte of patterns.flatMap((bytes) => [...bytes].map(foldByte))) {
    if (classOf[byte] === 0) classOf[byte] = count++;
  }
  for (let byte = 0; byte <= 0xff; byte++) classOf[byte] = classOf[foldByte(byte)] ?? 0;
  for (let upper = 65; upper <= 90; upper++) classOf[upper] = classOf[upper + 32] ?? 0;
  for (let white = 9; white <= 13; white++) classOf[white] = classOf[32] ?? 0;
  return classOf;
}

function buildTrie(patterns: readonly { bytes: Buffer; group: number }[], classOf: Uint8Array): Trie {
  const statesAtMost = 1 + patterns.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const trie: Trie = {
    next: new Int32Array(statesAtMost * ROW_ENTRIES).fill(-1),
    groups: [NONE],
    endsInSpace: [false],
  };
  for (const { bytes, group } of patterns) {
    let state = 0;
    for (const byte of bytes) {
      const at = state * ROW_ENTRIES + (classOf[byte] ?? 0);
      let target = trie.next[at] ?? -1;
      if (target < 0) {
        target = trie.groups.length;
        trie.next[at] = target;
        trie.groups.push(NONE);
        trie.endsInSpace.push(byte === 32);
      }
      state = target;
    }
    trie.groups[state] = union(trie.groups[state] ?? NONE, [group]);
  }
  return trie;
}

/** Breadth first: every missing transition becomes the one of the longest proper suffix. Returns the states in that order. */
function linkFailures(trie: Trie): number[] {
  const fail = new Int32Array(trie.groups.length);
  const queue: number[] = [];
  for (let c = 0; c < ROW_ENTRIES; c++) {
    const target = trie.next[c] ?? -1;
    if (target < 0) trie.next[c] = 0;
    else queue.push(target);
  }
  for (const state of queue) {
    const suffix = fail[state] ?? 0;
    trie.groups[state] = union(trie.groups[state] ?? NONE, trie.groups[suffix] ?? NONE);
    for (let c = 0; c < ROW_ENTRIES; c++) {
      const target = trie.next[state * ROW_ENTRIES + c] ?? -1;
      const fallback = trie.next[suffix * ROW_ENTRIES + c] ?? 0;
      if (target < 0) trie.next[state * ROW_ENTRIES + c] = fallback;
      else {
        fail[target] = fallback;
        queue.push(target);
      }
    }
  }
  return [0, ...queue];
}

function foldSpaces(trie: Trie, space: number): void {
  trie.endsInSpace.forEach((ends, state) => {
    if (ends) trie.next[state * ROW_ENTRIES + space] = state;
  });
}

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
