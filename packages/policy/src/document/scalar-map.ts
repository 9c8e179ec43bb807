import type { Scalar } from 'yaml';

const ESCAPE = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|[\s\S])/;

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';

/** Where the text of a scalar begins: after the quote, or on the line after a block's header. */
const bodyStart = (text: string, node: Scalar, start: number): number => {
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return start + 1;
  if (node.type !== 'BLOCK_FOLDED' && node.type !== 'BLOCK_LITERAL') return start;
  const newline = text.indexOf('\n', start);
  return newline < 0 ? start : newline + 1;
};

/** Length of what stands in the source for one character of the value, when it is not the character itself. */
const escapeLength = (text: string, at: number, type: Scalar['type']): number => {
  if (type === 'QUOTE_DOUBLE' && text[at] === '\\') return ESCAPE.exec(text.slice(at, at + 10))?.[0].length ?? 0;
  if (type === 'QUOTE_SINGLE' && text.startsWith("''", at)) return 2;
  return 0;
};

const skipBlanks = (text: string, at: number): number => {
  let next = at;
  while (isBlank(text[next])) next += 1;
  return next;
};

/** A backslash at the end of a line in double quotes: the line break is not part of the value. */
const skipContinuation = (text: string, at: number): number => {
  if (text[at] !== '\\' || !(text[at + 1] === '\n' || text[at + 1] === '\r')) return at;
  return skipBlanks(text, at + 1);
};

const onlyBlanksLeft = (value: string, index: number): boolean => value.slice(index).trim() === '';

const fill = (offsets: number[], length: number, at: number): readonly number[] => {
  while (offsets.length <= length) offsets.push(at);
  return offsets;
};

/**
 * For each UTF-16 unit of a scalar's value, and for its end, the offset in the text it was written at. Walks value and source
 * side by side: indentation, folded line breaks and escapes are stepped over.
 * @returns null when the two cannot be aligned; the caller then points at the whole scalar
 */
export const mapScalar = (text: string, node: Scalar): readonly number[] | null => {
  if (typeof node.value !== 'string' || node.range === null || node.range === undefined) return null;
  const value = node.value;
  const [start, end] = node.range;
  const offsets: number[] = [];
  let at = bodyStart(text, node, start);
  for (let index = 0; index < value.length; index += 1) {
    const char = value[index];
    if (node.type === 'QUOTE_DOUBLE') at = skipContinuation(text, at);
    const escaped = escapeLength(text, at, node.type);
    if (escaped > 0) {
      offsets.push(at);
      if (value.codePointAt(index) !== value.charCodeAt(index) && text[at + 1] === 'U') {
        offsets.push(at);
        index += 1;
      }
      at += escaped;
    } else if (isBlank(char) && isBlank(text[at])) {
      offsets.push(at);
      at += text.startsWith('\r\n', at) ? 2 : 1;
    } else {
      if (text[at] !== char) at = skipBlanks(text, at);
      if (text[at] !== char || at >= end) return onlyBlanksLeft(value, index) ? fill(offsets, value.length, at) : null;
      offsets.push(at);
      at += 1;
    }
  }
  offsets.push(at);
  return offsets;
};
