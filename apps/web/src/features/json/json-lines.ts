/** A stretch of a string leaf to mark, in UTF-16 units, `[start, end)`. */
export interface JsonMark {
  /** RFC 6901, from the root of the value that is shown. */
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  /** Number shown with the mark. */
  readonly number: number;
}

export interface JsonToken {
  readonly kind: 'punctuation' | 'key' | 'string' | 'number' | 'literal' | 'mark';
  readonly text: string;
  /** Numbers of the marks that cover this stretch; only for `mark`. */
  readonly numbers?: readonly number[];
}

export interface JsonLine {
  readonly number: number;
  readonly depth: number;
  readonly tokens: readonly JsonToken[];
}

type Marks = ReadonlyMap<string, readonly JsonMark[]>;

/**
 * A JSON value as the lines of its pretty print, with stretches of its string leaves marked. Escapes are kept, so what is
 * shown is what was sent. Pure; linear in the size of the value.
 */
export const toJsonLines = (value: unknown, marks: readonly JsonMark[] = []): JsonLine[] => {
  const byPointer = new Map<string, JsonMark[]>();
  for (const mark of marks) byPointer.set(mark.pointer, [...(byPointer.get(mark.pointer) ?? []), mark]);
  return write(value, '', 0, [], [], byPointer).map((line, index) => ({ ...line, number: index + 1 }));
};

type UnnumberedLine = Omit<JsonLine, 'number'>;

const punctuation = (text: string): JsonToken => ({ kind: 'punctuation', text });

const write = (
  value: unknown,
  pointer: string,
  depth: number,
  before: readonly JsonToken[],
  after: readonly JsonToken[],
  marks: Marks,
): UnnumberedLine[] => {
  const entries = childrenOf(value);
  if (entries === null)
    return [{ depth, tokens: [...before, ...writeLeaf(value, marks.get(pointer) ?? []), ...after] }];
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return [{ depth, tokens: [...before, punctuation(`${open}${close}`), ...after] }];
  return [
    { depth, tokens: [...before, punctuation(open)] },
    ...entries.flatMap(([key, child], index) =>
      write(
        child,
        `${pointer}/${escapePointer(key)}`,
        depth + 1,
        Array.isArray(value) ? [] : [{ kind: 'key', text: JSON.stringify(key) }, punctuation(': ')],
        index < entries.length - 1 ? [punctuation(',')] : [],
        marks,
      ),
    ),
    { depth, tokens: [punctuation(close), ...after] },
  ];
};

const childrenOf = (value: unknown): [string, unknown][] | null =>
  typeof value === 'object' && value !== null ? Object.entries(value) : null;

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const writeLeaf = (value: unknown, marks: readonly JsonMark[]): JsonToken[] => {
  if (typeof value === 'string') return [punctuation('"'), ...writeString(value, marks), punctuation('"')];
  return [{ kind: typeof value === 'number' ? 'number' : 'literal', text: JSON.stringify(value) ?? 'null' }];
};

const writeString = (text: string, marks: readonly JsonMark[]): JsonToken[] => {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of marks) {
    cuts.add(Math.min(start, text.length));
    cuts.add(Math.min(end, text.length));
  }
  const ordered = [...cuts].toSorted((a, b) => a - b);
  return ordered.slice(0, -1).map((start, index) => toSegment(text, start, ordered[index + 1] ?? text.length, marks));
};

const toSegment = (text: string, start: number, end: number, marks: readonly JsonMark[]): JsonToken => {
  const escaped = JSON.stringify(text.slice(start, end)).slice(1, -1);
  const covering = marks.filter((mark) => mark.start <= start && mark.end >= end);
  if (covering.length === 0) return { kind: 'string', text: escaped };
  return { kind: 'mark', text: escaped, numbers: covering.map((mark) => mark.number) };
};
