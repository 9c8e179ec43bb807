import { stringify } from 'yaml';
import { isPlainMap } from './source';

/** Longest line written for a value on one line; longer ones are spread over several. */
const LINE_MAX = 110;

/** How values are written: in quotes throughout, or as a person would write YAML. */
export interface RenderStyle {
  readonly isJson: boolean;
  readonly eol: string;
}

/** Words that are always read as text, also between brackets and braces. */
const PLAIN_WORD = /^[A-Za-z_~][\w./@~-]*(?: [\w./@~-]+)*$/;
const DURATION = /^\d+[smhd]$/;
const OTHER_THAN_TEXT = /^(?:true|false|null|yes|no|on|off|y|n|~|\.inf|\.nan)$/i;

const renderText = (text: string, isJson: boolean): string =>
  !isJson && (DURATION.test(text) || (PLAIN_WORD.test(text) && !OTHER_THAN_TEXT.test(text)))
    ? text
    : JSON.stringify(text);

/** A value on one line: `{ servers: [files], tools: ["*"] }`. */
export const renderInline = (value: unknown, isJson: boolean): string => {
  if (typeof value === 'string') return renderText(value, isJson);
  if (Array.isArray(value)) return `[${value.map((item) => renderInline(item, isJson)).join(', ')}]`;
  if (!isPlainMap(value)) return JSON.stringify(value ?? null);
  const pairs = Object.entries(value).map(
    ([key, inner]) => `${renderText(key, isJson)}: ${renderInline(inner, isJson)}`,
  );
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
};

/**
 * A value behind a key or a dash of a block, with what has to stand before it: a space, or a line break.
 * @param column  of the key or dash; lines below are set deeper than it
 * @param room  columns already taken on the line
 */
export const renderBelow = (value: unknown, column: number, room: number, style: RenderStyle): string => {
  if (typeof value === 'string') return ` ${renderBlockText(value, column, style)}`;
  const inline = renderInline(value, false);
  const isSmall = !(Array.isArray(value) ? value : Object.values(Object(value))).some(isLongText);
  if (!isCollection(value) || isEmpty(value) || (isSmall && room + inline.length <= LINE_MAX)) return ` ${inline}`;
  return `${style.eol}${renderBlock(value, column + 2, style)}`;
};

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
const isLongText = (value: unknown): boolean => typeof value === 'string' && value.includes('\n');

/** Text as YAML itself would write it in a block: plain where that is safe, else quoted, several lines as a literal. */
const renderBlockText = (text: string, column: number, { eol }: RenderStyle): string => {
  const lines = stringify({ k: text }, { lineWidth: 0 }).slice(3).trimEnd().split('\n');
  const [first = '', ...rest] = lines;
  return [first, ...rest.map((line) => (line === '' ? '' : `${' '.repeat(column)}${line}`))].join(eol);
};

/** A whole block: lines from `column` on, without the last line break. */
export const renderBlock = (value: object, column: number, style: RenderStyle): string => {
  const indent = ' '.repeat(column);
  return Array.isArray(value)
    ? value.map((item) => `${indent}${renderItem(item, column, style)}`).join(style.eol)
    : Object.entries(value)
        .map(([key, inner]) => `${indent}${renderPair(key, inner, column, style)}`)
        .join(style.eol);
};

/** `key: value`, the key's own indent left out. */
export const renderPair = (key: string, value: unknown, column: number, style: RenderStyle): string => {
  const name = `${renderText(key, false)}:`;
  return name + renderBehindKey(value, column, column + name.length, style);
};

/** What stands behind the colon of a key in a block. The document's own lists are always written as blocks. */
export const renderBehindKey = (value: unknown, column: number, room: number, style: RenderStyle): string =>
  isListOfMaps(value) && column === 0
    ? `${style.eol}${renderBlock(value, 2, style)}`
    : renderBelow(value, column, room, style);

const isListOfMaps = (value: unknown): value is object[] =>
  Array.isArray(value) && value.length > 0 && value.every(isPlainMap);

/** `- item`, the dash's own indent left out: a mapping begins on the line of its dash. */
export const renderItem = (item: unknown, column: number, style: RenderStyle): string =>
  isPlainMap(item) && !isEmpty(item)
    ? `- ${renderBlock(item, column + 2, style).trimStart()}`
    : `-${renderBelow(item, column, column + 1, style)}`;
