/** Byte tables for the scanner: see scan.as.ts for how they are read. */
export interface Automaton {
  /** Byte → class × 2, the offset in a row. */
  readonly classes: Uint8Array;
  /** Row-major transitions, 64 to a row: next state, top bit set where a literal ends. */
  readonly table: Uint16Array;
  /** Per state, the groups whose literal ends there, as a 64-bit mask. */
  readonly outputs: BigUint64Array;
  /** Length of the longest literal in bytes. */
  readonly literalMax: number;
}

const ROW_ENTRIES = 64;
const STATES_MAX = 0x8000;
export const GROUPS_MAX = 64;

/** Lower-case ASCII, every run of white space one space: the form in which literals are stored and found. */
export function normalizeLiteral(literal: string): string {
  return literal.toLowerCase().replace(/\s+/g, ' ');
}

/**
 * Builds the Aho-Corasick automaton of literal groups; group `i` sets bit `i`. Matching ignores the case of ASCII letters
 * and takes any run of white space for one space: a state whose text ends in a space stays where it is on another one.
 * @param groups at most 64 groups; at most 63 distinct characters over all literals, counted as the scan folds them
 */
export function buildAutomaton(groups: readonly (readonly string[])[]): Automaton {
  if (groups.length > GROUPS_MAX) throw new RangeError(`at most ${GROUPS_MAX} literal groups, got ${groups.length}`);
  const patterns = groups.flatMap((literals, group) =>
    literals.map((literal) => ({ bytes: Buffer.from(normalizeLiteral(literal)), mask: 1n << BigInt(group) })),
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
    outputs: BigUint64Array.from(order, (state) => trie.masks[state] ?? 0n),
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
      table[index * ROW_ENTRIES + c] = (numberOf[target] ?? 0) | (trie.masks[target] === 0n ? 0 : STATES_MAX);
    }
  });
  return table;
}

/**
 * Keeps rows short: digits share one class, and bytes outside ASCII share eight by their low bits. A literal with such
 * characters may then be found where only its like is; it is never missed, and the scan only says where to look.
 */
function foldByte(byte: number): number {
  if (byte >= DIGIT_ZERO && byte <= DIGIT_ZERO + 9) return DIGIT_ZERO;
  return byte < 0x80 ? byte : 0x80 | (byte & 7);
}

const DIGIT_ZERO = 48;

interface Trie {
  /** State × {@link ROW_ENTRIES} → state. -1 where nothing leads on, until the failure links are filled in. */
  readonly next: Int32Array;
  masks: bigint[];
  endsInSpace: boolean[];
}

function classify(patterns: readonly Buffer[]): Uint8Array {
  const classOf = new Uint8Array(256);
  let count = 1;
  for (const byte of patterns.flatMap((bytes) => [...bytes].map(foldByte))) {
    if (classOf[byte] === 0) classOf[byte] = count++;
  }
  if (count > ROW_ENTRIES) {
    throw new RangeError(`literals use ${count - 1} distinct characters, at most ${ROW_ENTRIES - 1}`);
  }
  for (let byte = 0; byte <= 0xff; byte++) classOf[byte] = classOf[foldByte(byte)] ?? 0;
  for (let upper = 65; upper <= 90; upper++) classOf[upper] = classOf[upper + 32] ?? 0;
  for (let white = 9; white <= 13; white++) classOf[white] = classOf[32] ?? 0;
  return classOf;
}

function buildTrie(patterns: readonly { bytes: Buffer; mask: bigint }[], classOf: Uint8Array): Trie {
  const statesAtMost = 1 + patterns.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const trie: Trie = { next: new Int32Array(statesAtMost * ROW_ENTRIES).fill(-1), masks: [0n], endsInSpace: [false] };
  for (const { bytes, mask } of patterns) {
    let state = 0;
    for (const byte of bytes) {
      const at = state * ROW_ENTRIES + (classOf[byte] ?? 0);
      let target = trie.next[at] ?? -1;
      if (target < 0) {
        target = trie.masks.length;
        trie.next[at] = target;
        trie.masks.push(0n);
        trie.endsInSpace.push(byte === 32);
      }
      state = target;
    }
    trie.masks[state] = (trie.masks[state] ?? 0n) | mask;
  }
  return trie;
}

/** Breadth first: every missing transition becomes the one of the longest proper suffix. Returns the states in that order. */
function linkFailures(trie: Trie): number[] {
  const fail = new Int32Array(trie.masks.length);
  const queue: number[] = [];
  for (let c = 0; c < ROW_ENTRIES; c++) {
    const target = trie.next[c] ?? -1;
    if (target < 0) trie.next[c] = 0;
    else queue.push(target);
  }
  for (const state of queue) {
    const suffix = fail[state] ?? 0;
    trie.masks[state] = (trie.masks[state] ?? 0n) | (trie.masks[suffix] ?? 0n);
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
