import { type Document, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';

/** Way to a value from the root of a document: keys, and indexes of lists. */
export type Path = readonly (string | number)[];

/** A policy text as it was written, with the place of each of its values. Immutable. */
export interface PolicySource {
  readonly text: string;
  readonly document: Document.Parsed;
  /** Plain values; undefined when the text is not one YAML document. */
  readonly value: unknown;
  /** What stops the text from being read, first problem only. */
  readonly problem: { readonly message: string; readonly line: number; readonly column: number } | null;
  /** Whether keys and texts are written in quotes, as in JSON. */
  readonly isJson: boolean;
  readonly eol: '\n' | '\r\n';
}

/** Reads a policy text, YAML 1.2 or JSON. Never throws; a text that cannot be read has a `problem`. */
export const readSource = (text: string): PolicySource => {
  const document = parseDocument(text, { keepSourceTokens: true, prettyErrors: true });
  const problem = problemOf(text, document);
  return {
    text,
    document,
    value: problem ? undefined : toPlain(document.contents),
    problem,
    isJson: isMap(document.contents) && document.contents.flow === true,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
};

const problemOf = (text: string, document: Document.Parsed): PolicySource['problem'] => {
  const [error] = document.errors;
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    return { message: firstLine(error.message), line, column: col };
  }
  const aliases: number[] = [];
  visit(document, { Alias: (_, { range }) => void aliases.push(range?.[0] ?? 0) });
  const [alias] = aliases;
  if (alias === undefined) return null;
  const before = text.slice(0, alias).split('\n');
  return { message: 'Aliases are not supported', line: before.length, column: (before.at(-1) ?? '').length + 1 };
};

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/ at line \d+.*$/, '');

/** Plain values without resolving anything: aliases and tags are for the text alone, the language has none. */
const toPlain = (node: unknown): unknown => {
  if (isMap(node))
    return Object.fromEntries(node.items.map((pair) => [keyName(pair) ?? String(pair.key), toPlain(pair.value)]));
  if (isSeq(node)) return node.items.map(toPlain);
  return isScalar(node) ? node.value : null;
};

export const keyName = (pair: Pair): string | null =>
  isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : null;

export const pairOf = (map: YAMLMap, key: string): Pair | undefined => map.items.find((pair) => keyName(pair) === key);

/** The node at a path, null when nothing is there. */
export const nodeAt = (source: PolicySource, path: Path): Node | null => {
  let node: unknown = source.document.contents;
  for (const key of path) {
    if (isSeq(node) && typeof key === 'number') node = node.items[key];
    else if (isMap(node) && typeof key === 'string') node = pairOf(node, key)?.value;
    else return null;
  }
  return (node as Node | null | undefined) ?? null;
};

/** The plain value at a path, undefined when nothing is there. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner) && typeof key === 'number') return inner[key];
    return isPlainMap(inner) && typeof key === 'string' ? inner[key] : undefined;
  }, value);

export const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** 1-based line of the value at a path, or of what is around it. */
export const lineAt = (source: PolicySource, path: Path): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const start = nodeAt(source, path.slice(0, length))?.range?.[0];
    if (start !== undefined) return source.text.slice(0, start).split('\n').length;
  }
  return 1;
};
