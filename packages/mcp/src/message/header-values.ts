import { isUtf8 } from 'node:buffer';

const SENTINEL_START = '=?base64?';
const SENTINEL_END = '?=';

/** Visible ASCII, space and tab: what a field value may hold that every reader takes alike. */
const PLAIN = /^[\t\x20-\x7e]*$/;
const OUTER_SPACE = /^[\t ]|[\t ]$/;

const isSentinel = (text: string): boolean => text.startsWith(SENTINEL_START) && text.endsWith(SENTINEL_END);

/**
 * The value that an `Mcp-Name` or `Mcp-Param-*` header repeats: its text, or what the Base64 form `=?base64?…?=` holds.
 * @param raw  as it was sent, without the white space around it
 * @returns null for characters that may not stand in a header, and for a Base64 form that is not canonical (two texts for one
 *   value are two values to whoever compares texts) or holds no UTF-8
 * @see MCP specification 2026-07-28, "Streamable HTTP: Value Encoding"
 */
export const decodeHeaderValue = (raw: string): string | null => {
  if (!PLAIN.test(raw)) return null;
  if (!isSentinel(raw)) return raw;
  // `=?base64?=` has both markers and room for one: readers disagree what it means.
  if (raw.length < SENTINEL_START.length + SENTINEL_END.length) return null;
  const encoded = raw.slice(SENTINEL_START.length, -SENTINEL_END.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded && isUtf8(bytes) ? bytes.toString('utf8') : null;
};

/**
 * A value as a header carries it: itself where every reader takes it alike, else in the Base64 form. The empty value takes the
 * Base64 form too, because a header without a value is dropped on many ways.
 */
export const encodeHeaderValue = (value: string): string => {
  const plain = value !== '' && PLAIN.test(value) && !OUTER_SPACE.test(value) && !isSentinel(value);
  return plain ? value : `${SENTINEL_START}${Buffer.from(value, 'utf8').toString('base64')}${SENTINEL_END}`;
};
