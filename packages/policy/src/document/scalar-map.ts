import type { Scalar } from 'yaml';

const BLANKS = /[ \t\r\n]*/y;
/** In double quotes blanks can be escaped, and a backslash takes the line break after it out of the value. */
const BLANKS_DOUBLE_QUOTED = /(?:[ \t\r\n]|\\[ \tntr\r\n])*/y;
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^xuU])/y;

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';

const matchLength = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
};

/** Where the text of a scalar begins: after the quote, or on the line after a block's header. */
const bodyStart = (text: string, type: Scalar['type'], start: number): number => {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return start + 1;
  if (type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL') return start;
  const newline = text.indexOf('\n', start);
  return newline < 0 ? start : newline + 1;
};

/** Length of what stands in the source for one visible character of the value; 0 when the two do not agree. */
const unitLength = (text: string, at: number, char: string | undefined, type: Scalar['type']): number => {
  if (type === 'QUOTE_DOUBLE' && text[at] === '\\') return matchLength(ESCAPE, text, at);
  if (text[at] !== char) return 0;
  return type === 'QUOTE_SINGLE' && char === "'" ? 2 : 1;
};

/** Walks value and source side by side. Blanks need not agree: what is visible puts the two in step again. */
const align = (text: string, value: string, type: Scalar['type'], start: number, end: number): number[] | null => {
  const blanks = type === 'QUOTE_DOUBLE' ? BLANKS_DOUBLE_QUOTED : BLANKS;
  const offsets: number[] = [];
  let at = start;
  for (let index = 0; index < value.length; index += 1) {
    if (isBlank(value[index])) {
      offsets.push(at);
      if (isBlank(text[at])) at += 1;
      continue;
    }
    at += matchLength(blanks, text, at);
    const length = unitLength(text, at, value[index], type);
    if (length === 0 || at >= end) return null;
    offsets.push(at);
    // One escape can stand for a pair of surrogates.
    if (text[at] === '\\' && text[at + 1] === 'U' && length === 10 && (value.codePointAt(index) ?? 0) > 0xffff) {
      offsets.push(at);
      index += 1;
    }
    at += length;
  }
  offsets.push(at);
  return offsets;
};

/**
 * For each UTF-16 unit of a scalar's value, and for its end, the offset in the text it was written at: indentation, folded line
 * breaks and escapes are stepped over. Exact for what is visible, near for blanks.
 * @returns null when the two cannot be aligned; the caller then points at the start of the scalar
 */
export const mapScalar = (text: string, node: Scalar): readonly number[] | null => {
  if (typeof node.value !== 'string' || node.range === null || node.range === undefined) return null;
  const [start, end] = node.range;
  return align(text, node.value, node.type, bodyStart(text, node.type, start), end);
};
