/**
 * Byte tables for the scanner: see rows.as.ts for how they are read. States are numbered breadth first, so that the children of one
 * follow one another and those of the next.
 */
export interface Automaton {
  /** Byte → class × 2. */
  readonly classes: Uint8Array;
  /** Per state its first child, and one more for the end. */
  readonly children: Uint16Array;
  /** Per state the class by which it is entered. */
  readonly entered: Uint8Array;
  /** Per state that of its longest proper suffix. */
  readonly failures: Uint16Array;
  /** Per state where its list starts; 0 where no literal ends. */
  readonly endings: Uint16Array;
  /** A list is its length and the groups whose literal ends there. */
  readonly lists: Uint8Array;
  /** Length of the longest literal in bytes. */
  readonly literalMax: number;
}

export const CLASSES_MAX = 64;
const STATES_MAX = 0xffff;
/** Rows there can be at a time. With more states they are made anew now and then, and no literal may lead through all of them. */
export const ROWS_MAX = 0x7fff;
const LITERAL_MAX = 4096;
export const GROUPS_MAX = 256;

/** Lower-case ASCII, every run of white space one space: the form in which literals are stored and found. */
export function normalizeLiteral(literal: string): string {
  return literal.toLowerCase().replace(/\s+/g, ' ');
}

/**
 * Builds the Aho-Corasick automaton of literal groups; group `i` sets bit `i`. Matching ignores the case of ASCII letters
 * and takes any run of white space for one space: a state whose text ends in a space stays where it is on another one.
 * @param groups at most 256 groups, their literals at most 65,535 states together (a literal takes one for each character it does not share with the beginning of another)
 */
export function buildAutomaton(groups: readonly (readonly string[])[]): Automaton {
  if (groups.length > GROUPS_MAX) throw new RangeError(`at most ${GROUPS_MAX} literal groups, got ${groups.length}`);
  const texts = groups.map(write);
  const classOf = classify(texts);
  const trie = buildTrie(texts, classOf);
  if (trie.size >= ROWS_MAX && trie.depth > LITERAL_MAX) throw new RangeError(`a literal of ${trie.depth} bytes`);
  if (trie.size > STATES_MAX) throw new RangeError(`literals need ${trie.size} states, at most ${STATES_MAX}`);
  return {
    classes: classOf.map((value) => value * 2),
    ...layOut(trie),
    literalMax: trie.depth,
  };
}

/** The literals of a group behind one another, each with {@link END}, which none of them holds. */
const write = (literals: readonly string[]): Buffer =>
  Buffer.from(literals.map((literal) => `${normalizeLiteral(literal)}\n`).join(''));

const END = 10;

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

function classify(texts: readonly Buffer[]): Uint8Array {
  const folded = Uint8Array.from({ length: 256 }, (_, byte) => foldByte(byte));
  const classOf = new Uint8Array(256);
  let count = 1;
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      const byte = text[i] ?? 0;
      const fold = folded[byte] ?? 0;
      if (byte !== END && classOf[fold] === 0) classOf[fold] = count++;
    }
  }
  for (let byte = 0; byte <= 0xff; byte++) classOf[byte] = classOf[folded[byte] ?? 0] ?? 0;
  for (let upper = 65; upper <= 90; upper++) classOf[upper] = classOf[upper + 32] ?? 0;
  for (let white = 9; white <= 13; white++) classOf[white] = classOf[32] ?? 0;
  return classOf;
}

/** The tree as it grows: each state knows its first child and its next sibling; 0 for none. */
interface Trie {
  size: number;
  /** Of the deepest state. */
  depth: number;
  readonly child: Uint32Array;
  readonly sibling: Uint32Array;
  readonly entered: Uint8Array;
  /** Per state the list of groups whose literals end there. */
  readonly ends: Uint16Array;
  readonly lists: Lists;
}

function buildTrie(texts: readonly Buffer[], classOf: Uint8Array): Trie {
  const statesAtMost = 1 + texts.reduce((sum, text) => sum + text.length, 0);
  const trie: Trie = {
    size: 1,
    depth: 1,
    child: new Uint32Array(statesAtMost),
    sibling: new Uint32Array(statesAtMost),
    entered: new Uint8Array(statesAtMost),
    ends: new Uint16Array(statesAtMost),
    lists: new Lists(),
  };
  texts.forEach((text, group) => {
    plant(trie, text, classOf, group);
  });
  return trie;
}

// Loops by index, here and below: this runs once, before the engine has made anything of it, and then iterators cost most.
function plant(trie: Trie, text: Buffer, classOf: Uint8Array, group: number): void {
  let state = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? END;
    if (byte !== END) {
      state = childOf(trie, state, classOf[byte] ?? 0);
      depth += 1;
      continue;
    }
    trie.ends[state] = trie.lists.plus(trie.ends[state] ?? 0, group);
    trie.depth = Math.max(trie.depth, depth);
    state = 0;
    depth = 0;
  }
}

/** The child of a state by a class, made where there is none. */
function childOf(trie: Trie, state: number, symbol: number): number {
  const { child, sibling, entered } = trie;
  const first = child[state] ?? 0;
  for (let at = first; at !== 0; at = sibling[at] ?? 0) if (entered[at] === symbol) return at;
  const made = trie.size++;
  entered[made] = symbol;
  sibling[made] = first;
  child[state] = made;
  return made;
}

type Layout = Pick<Automaton, 'children' | 'entered' | 'failures' | 'endings' | 'lists'>;

/** Numbers the states anew, breadth first, and finds for each its longest proper suffix and the groups that end there. */
function layOut(trie: Trie): Layout {
  const { size } = trie;
  const layout = {
    children: new Uint16Array(size + 1),
    entered: new Uint8Array(size),
    failures: new Uint16Array(size),
    endings: new Uint16Array(size),
  };
  const { children, entered, failures, endings } = layout;
  /** Children of the root by class: where most ways end, and the one state that has many. */
  const roots = new Uint16Array(CLASSES_MAX);
  /** By new number: what the state was called in the tree. */
  const grown = new Uint16Array(size);
  let next = 1;
  for (let state = 0; state < size; state++) {
    const old = grown[state] ?? 0;
    const suffix = failures[state] ?? 0;
    endings[state] = trie.lists.union(trie.ends[old] ?? 0, endings[suffix] ?? 0);
    children[state] = next;
    for (let at = trie.child[old] ?? 0; at !== 0; at = trie.sibling[at] ?? 0) {
      grown[next] = at;
      entered[next] = trie.entered[at] ?? 0;
      if (state === 0) roots[entered[next] ?? 0] = next;
      else failures[next] = follow(layout, roots, suffix, entered[next] ?? 0);
      next += 1;
    }
  }
  children[size] = next;
  return { ...layout, lists: trie.lists.bytes() };
}

/** Where a class leads from a state whose children, and those of its suffixes, are laid out. */
function follow(
  { children, entered, failures }: Omit<Layout, 'lists'>,
  roots: Uint16Array,
  from: number,
  symbol: number,
): number {
  for (let state = from; state !== 0; state = failures[state] ?? 0) {
    const end = children[state + 1] ?? 0;
    for (let child = children[state] ?? 0; child < end; child++) if (entered[child] === symbol) return child;
  }
  return roots[symbol] ?? 0;
}

/** Sorted lists of groups behind one another, each once and known by its place; 0 is the place of the empty one. */
class Lists {
  private readonly all: number[] = [0];
  private readonly places = new Map<string, number>([['', 0]]);
  /** Where a list leads with one more group; by place and group. */
  private readonly longer = new Map<number, number>();

  plus(place: number, group: number): number {
    const key = place * GROUPS_MAX + group;
    const known = this.longer.get(key);
    if (known !== undefined) return known;
    const made = this.placeOf([...new Set([...this.at(place), group])].sort((a, b) => a - b));
    this.longer.set(key, made);
    return made;
  }

  union(one: number, other: number): number {
    if (one === 0 || other === 0) return one + other;
    return this.at(one).reduce((place, group) => this.plus(place, group), other);
  }

  /** @throws RangeError when places do not fit two bytes */
  bytes(): Uint8Array {
    if (this.all.length > 0xffff) throw new RangeError('literals end in too many different groups');
    return Uint8Array.from(this.all);
  }

  private at(place: number): number[] {
    return this.all.slice(place + 1, place + 1 + (this.all[place] ?? 0));
  }

  private placeOf(groups: readonly number[]): number {
    const name = groups.join();
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const place = this.all.length;
    this.places.set(name, place);
    this.all.push(groups.length, ...groups);
    return place;
  }
}
