import { isMap, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { placeOf } from './key-order';
import { colonOf, columnOf, endOf, lineEnd, lineStart, nextLine, pairEnd, startOf, takeLinesBelow } from './layout';
import { renderBehindKey, renderInline, renderPair } from './render';
import { keyName, type PolicySource, pairOf } from './source';

export const splice = (text: string, from: number, to: number, insert: string): string =>
  text.slice(0, from) + insert + text.slice(to);

/** Writes another value behind a key that is there. The comment behind it stays. */
export const replacePairValue = (source: PolicySource, pair: Pair, value: unknown): string => {
  const { text, isJson } = source;
  const node = pair.value as Node | null;
  const key = startOf(pair.key);
  if (isJson || isInFlow(source, key))
    return splice(text, colonOf(text, pair) + 1, pairEnd(text, pair), ` ${renderInline(value, isJson)}`);
  const colon = colonOf(text, pair) + 1;
  const column = columnOf(text, key);
  const rendered = renderBehindKey(value, column, colon - lineStart(text, colon), source);
  const [head = '', ...below] = rendered.split(/(?=\r?\n)/);
  const isBlock = lineEnd(text, colon) < (node ? endOf(text, node) : 0);
  if (isBlock) {
    const comment = /\s+#.*$/.exec(text.slice(colon, lineEnd(text, colon)))?.[0] ?? '';
    return splice(text, colon, pairEnd(text, pair), head + comment + below.join(''));
  }
  if (below.length === 0) return splice(text, colon, pairEnd(text, pair), head);
  const comment = text.slice(pairEnd(text, pair), lineEnd(text, colon));
  return splice(text, colon, lineEnd(text, colon), head + comment + below.join(''));
};

/** Whether an offset is inside brackets or braces. */
const isInFlow = (source: PolicySource, offset: number): boolean => {
  let inFlow = false;
  const visit = (node: unknown): void => {
    const range = (node as Node | null)?.range;
    if (!range || offset < range[0] || offset > range[1]) return;
    if (!isMap(node) && !isSeq(node)) return;
    if (node.flow) inFlow = true;
    for (const item of node.items) visit(isMap(node) ? (item as Pair).value : item);
  };
  visit(source.document.contents);
  return inFlow;
};

/** Writes a new pair into a mapping, in the language's own order of keys. */
export const insertPair = (source: PolicySource, map: YAMLMap, key: string, value: unknown): string => {
  const present = map.items.map((pair) => keyName(pair) ?? '');
  const place = placeOf(key, present);
  return map.flow ? insertFlowPair(source, map, place, key, value) : insertBlockPair(source, map, place, key, value);
};

const insertBlockPair = (source: PolicySource, map: YAMLMap, place: number, key: string, value: unknown): string => {
  const { text, eol } = source;
  const first = startOf(map.items[0]?.key);
  const column = columnOf(text, first);
  const rendered = renderPair(key, value, column, source);
  const previous = map.items[place - 1];
  if (!previous) return splice(text, first, first, `${rendered}${eol}${' '.repeat(column)}`);
  const end = takeLinesBelow(text, pairEnd(text, previous), column);
  return splice(text, end, end, `${eol}${' '.repeat(column)}${rendered}`);
};

const insertFlowPair = (source: PolicySource, map: YAMLMap, place: number, key: string, value: unknown): string => {
  const { text, isJson, eol } = source;
  const rendered = renderInline({ [key]: value }, isJson).slice(2, -2);
  if (map.items.length === 0) return splice(text, startOf(map), endOf(text, map), `{ ${rendered} }`);
  const previous = map.items[place - 1];
  const at = previous ? pairEnd(text, previous) : startOf(map.items[0]?.key);
  const beside = startOf((previous ?? map.items[0])?.key);
  const isOnOwnLine = text.slice(lineStart(text, beside), beside).trim() === '';
  const gap = isOnOwnLine ? eol + ' '.repeat(columnOf(text, beside)) : ' ';
  return splice(text, at, at, previous ? `,${gap}${rendered}` : `${rendered},${gap}`);
};

/** Takes a pair out; a mapping that is left without any is written `{}`. */
export const removePair = (source: PolicySource, map: YAMLMap, key: string): string => {
  const pair = pairOf(map, key);
  if (!pair) return source.text;
  const { text } = source;
  const index = map.items.indexOf(pair);
  if (map.items.length === 1) return replaceWithEmpty(source, map);
  const next = map.items[index + 1];
  if (map.flow) {
    const previous = map.items[index - 1];
    return previous
      ? splice(text, pairEnd(text, previous), pairEnd(text, pair), '')
      : splice(text, startOf(pair.key), startOf(next?.key), '');
  }
  const start = startOf(pair.key);
  const from = lineStart(text, start);
  const isFirstOnLine = text.slice(from, start).trim() === '';
  if (isFirstOnLine) return splice(text, from, nextLine(text, pairEnd(text, pair)), '');
  return splice(text, start, startOf(next?.key), '');
};

const replaceWithEmpty = ({ text }: PolicySource, map: YAMLMap): string => {
  const start = map.flow ? startOf(map) : startOf(map.items[0]?.key);
  return splice(text, start, endOf(text, map), '{}');
};
