import type { YAMLSeq } from 'yaml';
import { splice } from './edit-map';
import { type Chunks, chunksOf, columnOf, endOf, lineStart, nextLine, startOf } from './layout';
import { renderInline, renderItem } from './render';
import type { PolicySource } from './source';

interface Cut {
  readonly head: string;
  readonly items: readonly string[];
  /** Between item `i` and item `i + 1`. */
  readonly gaps: readonly string[];
  readonly tail: string;
}

const cut = ({ text }: PolicySource, { ranges }: Chunks): Cut => ({
  head: text.slice(0, ranges[0]?.from ?? 0),
  items: ranges.map(({ from, to }) => text.slice(from, to)),
  gaps: ranges.slice(1).map(({ from }, index) => text.slice(ranges[index]?.to ?? 0, from)),
  tail: text.slice(ranges.at(-1)?.to ?? 0),
});

const join = ({ head, items, gaps, tail }: Cut): string =>
  head + items.map((item, index) => (index === 0 ? item : (gaps[index - 1] ?? '') + item)).join('') + tail;

/** Moves an item, with the comments that speak of it. Blank lines between items stay where they are. */
export const moveItem = (source: PolicySource, seq: YAMLSeq, from: number, to: number): string => {
  const parts = cut(source, chunksOf(source, seq));
  const items = [...parts.items];
  items.splice(to, 0, ...items.splice(from, 1));
  return join({ ...parts, items });
};

/** Takes an item out, with the comments that speak of it; a list left without any is written `[]`. */
export const removeItem = (source: PolicySource, seq: YAMLSeq, index: number): string => {
  const { text } = source;
  const chunks = chunksOf(source, seq);
  if (seq.items.length === 1) {
    const start = seq.flow ? startOf(seq) : (chunks.heads[0] ?? 0);
    const end = seq.flow ? endOf(text, seq) : (chunks.ranges[0]?.to ?? start);
    return splice(text, start, end, '[]');
  }
  const parts = cut(source, chunks);
  return join({
    ...parts,
    items: parts.items.toSpliced(index, 1),
    gaps: parts.gaps.toSpliced(Math.min(index, parts.gaps.length - 1), 1),
  });
};

/** Writes a new item into a list that has at least one. */
export const insertItem = (source: PolicySource, seq: YAMLSeq, index: number, value: unknown): string => {
  const chunks = chunksOf(source, seq);
  const head = chunks.heads[0] ?? 0;
  const column = columnOf(source.text, head);
  const item = seq.flow
    ? renderFlowItem(source, column, value)
    : ' '.repeat(column) + renderItem(value, column, source);
  return insertText(source, seq, chunks, index, item);
};

/** Writes a copy of an item behind it, as it is in the text. */
export const duplicateItem = (source: PolicySource, seq: YAMLSeq, index: number): string => {
  const chunks = chunksOf(source, seq);
  const range = chunks.ranges[index];
  if (!range) return source.text;
  const head = seq.flow ? range.from : lineStart(source.text, chunks.heads[index] ?? range.from);
  return insertText(source, seq, chunks, index + 1, source.text.slice(head, range.to));
};

const insertText = (source: PolicySource, seq: YAMLSeq, chunks: Chunks, index: number, item: string): string => {
  const parts = cut(source, chunks);
  const between = seq.flow ? ', ' : source.eol;
  const gap =
    blankLinesOf(parts.gaps, source.eol) ?? (isSpread(source, seq) ? `,${indentOf(source, chunks)}` : between);
  return join({
    ...parts,
    items: parts.items.toSpliced(index, 0, item),
    gaps: parts.gaps.toSpliced(Math.min(index, parts.gaps.length), 0, gap),
  });
};

/** How the items of this list are kept apart, when that is done with nothing but line breaks or a comma. */
const blankLinesOf = (gaps: readonly string[], eol: string): string | null =>
  gaps.find((gap) => /^,?\s*$/.test(gap) && (gap.includes(eol) || gap.startsWith(','))) ?? null;

const isSpread = ({ text }: PolicySource, seq: YAMLSeq): boolean =>
  seq.flow === true && nextLine(text, startOf(seq)) <= endOf(text, seq);

const indentOf = ({ text, eol }: PolicySource, { heads }: Chunks): string =>
  eol + ' '.repeat(columnOf(text, heads[0] ?? 0));

const renderFlowItem = (source: PolicySource, column: number, value: unknown): string =>
  source.isJson && typeof value === 'object'
    ? JSON.stringify(value, null, 2).replaceAll('\n', source.eol + ' '.repeat(column))
    : renderInline(value, source.isJson);
