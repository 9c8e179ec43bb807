import { isDeepStrictEqual } from 'node:util';
import type { PolicyException, PolicyRule } from '@sallyport/contracts';
import { type Document, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml';

/** What is added to a document, as it is written there: what has a default is left out. */
export type NewRule = Pick<PolicyRule, 'id' | 'description' | 'match' | 'effect' | 'expires'>;

export interface Addition {
  readonly rules: readonly NewRule[];
  readonly exceptions: readonly PolicyException[];
}

type Key = keyof Addition;

/**
 * Adds rules and exceptions at the end of their lists. Every byte that was there stays: comments, order, quotes. Only a document
 * that is written in another way than lists with dashes (JSON, for one) is written anew.
 * @param text  a policy that checks
 */
export const addToPolicy = (text: string, addition: Addition): string =>
  (['rules', 'exceptions'] as const).reduce((soFar, key) => addItems(soFar, key, addition[key]), text);

/** The lines that are added, as they are shown to whoever decides. */
export const renderAddition = ({ rules, exceptions }: Addition): string =>
  stringify({ ...(rules.length > 0 ? { rules } : {}), ...(exceptions.length > 0 ? { exceptions } : {}) }, STYLE);

const STYLE = { lineWidth: 0 } as const;

const addItems = (text: string, key: Key, items: readonly object[]): string => {
  if (items.length === 0) return text;
  const document = parseDocument(text);
  const spliced = splice(text, document, key, items);
  if (isSeq(document.get(key, true))) for (const item of items) document.addIn([key], document.createNode(item));
  else document.set(key, document.createNode(items));
  const read = parseDocument(spliced);
  const isWhatWasMeant = read.errors.length === 0 && isDeepStrictEqual(read.toJS(), document.toJS());
  return isWhatWasMeant ? spliced : document.toString(STYLE);
};

/** The text with the items where they belong, judged by its lines alone: the caller compares what it means. */
const splice = (text: string, document: Document.Parsed, key: Key, items: readonly object[]): string => {
  const list = document.get(key, true);
  if (isSeq(list) && list.range) return insertInto(text, list, items);
  return `${text.replace(/\n*$/, '\n')}${stringify({ [key]: items }, STYLE)}`;
};

const insertInto = (text: string, list: YAMLSeq, items: readonly object[]): string => {
  const [start, end] = list.range ?? [0, text.length];
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const lastChar = text.slice(0, end).trimEnd().length;
  const lineEnd = text.indexOf('\n', lastChar);
  const [before, after] = lineEnd < 0 ? [`${text}\n`, ''] : [text.slice(0, lineEnd + 1), text.slice(lineEnd + 1)];
  const lines = stringify(items, STYLE).replace(/^(?=.)/gm, indent);
  return `${before}${lines}${after}`;
};
