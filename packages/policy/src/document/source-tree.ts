import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLError } from 'yaml';
import { mapScalar } from './scalar-map.js';
import { LineMap, type TextRange } from './text-position.js';

export type Path = readonly PropertyKey[];

/** Something wrong with the text itself, by offset. */
interface TextProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** More values than any honest policy has; keeps the work after parsing bounded. */
const NODES_MAX = 100_000;
const SYNTAX_PROBLEMS_MAX = 20;

const keyName = (pair: Pair): string | null =>
  isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : null;

const childOf = (node: unknown, key: PropertyKey): unknown => {
  if (isSeq(node) && typeof key === 'number') return node.items[key];
  if (isMap(node)) return node.items.find((pair) => keyName(pair) === key)?.value;
  return undefined;
};

const offsetsOf = (node: unknown): readonly [number, number] | null => {
  const range = (node as Partial<Node> | null | undefined)?.range;
  return range === null || range === undefined ? null : [range[0], range[1]];
};

/** Turns the nodes into plain values; whatever could mean more than it says is refused. */
class Reader {
  readonly problems: TextProblem[] = [];
  private count = 0;

  read(node: unknown): unknown {
    this.count += 1;
    if (this.count === NODES_MAX) this.refuse(node, `the policy has more than ${NODES_MAX} values`);
    if (this.count >= NODES_MAX || node === null || node === undefined) return null;
    if (isAlias(node)) return this.refuse(node, 'aliases are not supported; write the value out');
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (anchor !== undefined) this.refuse(node, 'anchors are not supported; write the value out');
    if (tag !== undefined) this.refuse(node, `the tag ${tag} is not supported`);
    if (isMap(node)) return this.readMap(node.items);
    if (isSeq(node)) return node.items.map((item) => this.read(item));
    return isScalar(node) ? node.value : this.refuse(node, 'this is not a value');
  }

  private readMap(pairs: readonly Pair[]): unknown {
    const entries = new Map<string, unknown>();
    for (const pair of pairs) {
      const name = keyName(pair);
      if (name === null || name === '__proto__') this.refuse(pair.key, 'keys are plain text');
      else if (entries.has(name)) this.refuse(pair.key, `the key "${name}" is here twice`);
      else entries.set(name, this.read(pair.value));
    }
    return Object.fromEntries(entries);
  }

  private refuse(node: unknown, message: string): null {
    const [start, end] = offsetsOf(node) ?? [0, 0];
    this.problems.push({ message, start, end });
    return null;
  }
}

/** A policy text as plain values, with the place of each of them. */
export class SourceTree {
  private constructor(
    readonly value: unknown,
    readonly problems: readonly TextProblem[],
    private readonly root: unknown,
    private readonly text: string,
    private readonly lines: LineMap,
  ) {}

  /** Reads YAML 1.2 or JSON. Never throws; a text that cannot be read has problems. */
  static read(text: string): SourceTree {
    // Unique keys are checked below, in linear time; the library's own check is quadratic.
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    const reader = new Reader();
    const syntax = [...document.errors, ...document.warnings].slice(0, SYNTAX_PROBLEMS_MAX).map(syntaxProblem);
    const value = syntax.length > 0 ? null : reader.read(document.contents);
    return new SourceTree(value, [...syntax, ...reader.problems], document.contents, text, new LineMap(text));
  }

  range(start: number, end: number): TextRange {
    return this.lines.range(start, end);
  }

  /** Where the value at a path is; the nearest thing around it when it is missing. */
  locate(path: Path): TextRange {
    let node = this.root;
    let found = offsetsOf(node) ?? [0, 1];
    for (const key of path) {
      node = childOf(node, key);
      const offsets = offsetsOf(node);
      if (offsets === null) break;
      found = offsets;
    }
    return this.range(found[0], this.firstLineEnd(found[0], found[1]));
  }

  /** Where the key at the end of a path is. */
  locateKey(path: Path): TextRange {
    const parent = path.slice(0, -1).reduce<unknown>(childOf, this.root);
    const pair = isMap(parent) ? parent.items.find((item) => keyName(item) === path[path.length - 1]) : undefined;
    const offsets = offsetsOf(pair?.key);
    return offsets === null ? this.locate(path) : this.range(offsets[0], offsets[1]);
  }

  /** Where a part of the text value at a path is, by offsets in that value; the start of the value when it cannot be told. */
  locateInside(path: Path, start: number, end: number): TextRange {
    const node = path.reduce<unknown>(childOf, this.root);
    const offsets = isScalar(node) ? mapScalar(this.text, node) : null;
    const from = offsets?.[start];
    const last = offsets?.[Math.max(start, end - 1)];
    if (from === undefined || last === undefined) {
      const [valueStart] = offsetsOf(node) ?? [0];
      return this.range(valueStart, valueStart + 1);
    }
    return this.range(from, last + 1);
  }

  /** Whether a value is written at a path, be it null. */
  has(path: Path): boolean {
    return path.reduce<unknown>(childOf, this.root) !== undefined;
  }

  private firstLineEnd(start: number, end: number): number {
    const newline = this.text.slice(start, end).search(/[\r\n]/);
    return newline < 0 ? end : start + newline;
  }
}

/** The library's words where they help an author, ours where they speak to a programmer. */
const SYNTAX_MESSAGES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  RESOURCE_EXHAUSTION: 'the text is nested too deeply',
  MULTIPLE_DOCS: 'a policy is one document; there is more than one here',
};

const syntaxProblem = ({ code, message, pos }: YAMLError): TextProblem => ({
  message: SYNTAX_MESSAGES[code] ?? message.charAt(0).toLowerCase() + message.slice(1),
  start: pos[0],
  end: pos[1],
});
