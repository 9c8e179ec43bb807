import { type CST, isMap, isScalar, isSeq, type Node, type Pair, type YAMLSeq } from 'yaml';
import type { PolicySource } from './source';

/** Offset of the first character of the line an offset is in. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Offset behind the last character of the line, its line break left out. */
export const lineEnd = (text: string, offset: number): number => {
  const found = text.indexOf('\n', offset);
  const end = found === -1 ? text.length : found;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
};

/** Offset of the next line, or the end of the text. */
export const nextLine = (text: string, offset: number): number => {
  const found = text.indexOf('\n', offset);
  return found === -1 ? text.length : found + 1;
};

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

export const startOf = (node: unknown): number => (node as Node).range?.[0] ?? 0;

/** Offset behind the last character that belongs to a value; line breaks and comments after it do not. */
export const endOf = (text: string, node: unknown): number => {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last: unknown = node.items.at(-1);
    if (isMap(node) && last) return pairEnd(text, last as Pair);
    if (last) return endOf(text, last);
  }
  const [start, end] = (node as Node).range ?? [0, 0];
  if (!isScalar(node) || !node.type?.startsWith('BLOCK')) return end;
  return start + text.slice(start, end).trimEnd().length;
};

export const pairEnd = (text: string, pair: Pair): number => {
  const value = pair.value as Node | null;
  const colon = colonOf(text, pair) + 1;
  return value?.range ? Math.max(colon, endOf(text, value)) : colon;
};

/** Offset of the colon behind a key. */
export const colonOf = (text: string, pair: Pair): number => {
  const keyEnd = (pair.key as Node).range?.[1] ?? 0;
  const found = text.indexOf(':', keyEnd);
  return found === -1 ? keyEnd : found;
};

/** Offsets of the dashes of a block list, one for each item. */
export const dashesOf = (seq: YAMLSeq): number[] => {
  const token = seq.srcToken as CST.BlockSequence | undefined;
  return (token?.items ?? []).flatMap(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset ?? []);
};

/** A list cut into its items, each with the comments that speak of it, and what is between them. */
export interface Chunks {
  /** Offsets of the items; line breaks at their ends left out. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** Of each item, where its dash or its first character is. */
  readonly heads: readonly number[];
}

/** Cuts a list. Comment lines right above an item belong to it, and so do deeper ones right below it. */
export const chunksOf = ({ text }: PolicySource, seq: YAMLSeq): Chunks => {
  if (seq.flow) {
    const ranges = seq.items.map((item) => ({ from: startOf(item), to: endOf(text, item) }));
    return { ranges, heads: ranges.map(({ from }) => from) };
  }
  const heads = dashesOf(seq);
  const column = heads[0] === undefined ? 0 : columnOf(text, heads[0]);
  const ends = seq.items.map((item, index) =>
    takeLinesBelow(text, Math.max((heads[index] ?? 0) + 1, endOf(text, item)), column),
  );
  const ranges = heads.map((head, index) => ({
    from: takeCommentsAbove(text, lineStart(text, head), index === 0 ? 0 : nextLine(text, ends[index - 1] ?? 0)),
    to: ends[index] ?? head,
  }));
  return { ranges, heads };
};

const isComment = (line: string): boolean => /^\s*#/.test(line);

/** The end of the line an offset is in, or of the comment lines below it that are set deeper than a column. */
export const takeLinesBelow = (text: string, from: number, column: number): number => {
  let end = lineEnd(text, from);
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (!isComment(line) || line.search(/\S/) <= column) break;
    end = lineEnd(text, at);
  }
  return end;
};

const takeCommentsAbove = (text: string, from: number, limit: number): number => {
  let start = from;
  while (start > limit) {
    const above = lineStart(text, start - 1);
    if (above < limit || !isComment(text.slice(above, lineEnd(text, above)))) break;
    start = above;
  }
  return start;
};
