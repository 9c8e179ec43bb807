import { CR, LF, SPACE } from '../json/bytes.js';
import { FramingError } from './framing-error.js';
import type { LengthPlace } from './http1-head-collector.js';

const TAB = 0x09;
const COLON = 0x3a;

/**
 * What a byte may be part of. Tables, because regular expressions took twice as long. CR and LF are part of nothing, so every
 * walk along a table ends at the end of its line.
 */
const TOKEN = 1;
const FIELD_VALUE = 2;
const TARGET = 4;
const CHARACTERS = Uint8Array.from({ length: 256 }, (_, code) => {
  const visible = code > SPACE && code < 0x7f;
  const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(code)) ? TOKEN : 0;
  const value = code === TAB || code === SPACE || visible || code >= 0x80 ? FIELD_VALUE : 0;
  return token | value | (visible && code !== 0x23 ? TARGET : 0);
});

const endOf = (text: string, from: number, kind: number): number => {
  let at = from;
  while (at < text.length && ((CHARACTERS[text.charCodeAt(at)] ?? 0) & kind) !== 0) at++;
  return at;
};

/** Offset behind the token that begins at `from`; `from` itself when none does. @see RFC 9110 section 5.6.2 */
export const endOfToken = (text: string, from: number): number => endOf(text, from, TOKEN);

/** Offset behind the visible characters from `from` on; a fragment has no place in a request. */
export const endOfTarget = (text: string, from: number): number => endOf(text, from, TARGET);

const HEADERS_MAX = 128;

/** Headers of a head, with what framing depends on noted as it went by. Names are lower case, values have no space around them. */
export class Fields {
  /** Name and value in turn, in the order they came. */
  readonly raw: string[] = [];
  /** First value, and how often the header was given. */
  length: string | undefined = undefined;
  private lengthAt = 0;
  lengths = 0;
  coding: string | undefined = undefined;
  codings = 0;
  /** Whether white space stands behind a length or coding: some readers take it for a part of the value. */
  paddedFraming = false;
  hosts = 0;
  expectation: string | undefined = undefined;
  /** All `connection` fields as one list in lower case, undefined when there is none. */
  connection: string | undefined = undefined;

  /**
   * @param valueAt  where the value stands in the text
   * @param padded   white space stands behind it
   */
  add(name: string, value: string, valueAt: number, padded: boolean): void {
    this.raw.push(name, value);
    switch (name) {
      case 'content-length':
        this.length ??= value;
        this.lengthAt = valueAt;
        this.lengths++;
        this.paddedFraming ||= padded;
        return;
      case 'transfer-encoding':
        this.coding ??= value;
        this.codings++;
        this.paddedFraming ||= padded;
        return;
      case 'host':
        this.hosts++;
        return;
      case 'connection':
        this.connection =
          this.connection === undefined ? value.toLowerCase() : `${this.connection},${value.toLowerCase()}`;
        return;
      case 'expect':
        this.expectation =
          this.expectation === undefined ? value.toLowerCase() : `${this.expectation},${value.toLowerCase()}`;
    }
  }

  /** Where the length stands in the text. */
  get lengthPlace(): LengthPlace | null {
    return this.length === undefined ? null : { from: this.lengthAt, to: this.lengthAt + this.length.length };
  }

  /** Whether the connection lives on, by what the peer says of it. */
  isPersistent(isHttp11: boolean): boolean {
    const { connection } = this;
    if (connection === undefined) return isHttp11;
    if (isHttp11 && connection === 'keep-alive') return true;
    const options = connection.split(',').map((option) => option.trim());
    return isHttp11 ? !options.includes('close') : options.includes('keep-alive');
  }
}

/**
 * Reads header lines from `from` to the end of the text, each with its CRLF. Strict, because two readers of one message must
 * never disagree: no folded lines, no space before a colon, no control characters.
 * @throws FramingError
 * @see RFC 9112 section 5
 */
export const parseFields = (text: string, from: number): Fields => {
  const fields = new Fields();
  for (let at = from; at < text.length; ) at = parseField(text, at, fields);
  if (fields.raw.length > 2 * HEADERS_MAX) throw new FramingError('too_large', 'there are too many headers');
  return fields;
};

/**
 * Reads the header line at `from`.
 * @returns offset behind its CRLF
 */
export const parseField = (text: string, from: number, fields: Pick<Fields, 'add'>): number => {
  const colon = endOfToken(text, from);
  if (colon === from || text.charCodeAt(colon) !== COLON) malformed('a header has no proper name');
  let start = colon + 1;
  while (isSpace(text.charCodeAt(start))) start++;
  const lineEnd = endOf(text, start, FIELD_VALUE);
  if (text.charCodeAt(lineEnd) !== CR || text.charCodeAt(lineEnd + 1) !== LF) {
    malformed('a header holds control characters');
  }
  let end = lineEnd;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  fields.add(nameAt(text, from, colon), text.slice(start, end), start, end !== lineEnd);
  return lineEnd + 2;
};

const isSpace = (code: number): boolean => code === SPACE || code === TAB;

/** Names that come often, by length: found again without making a string of them. */
const KNOWN_NAMES: readonly (readonly string[])[] = (() => {
  const names = [
    ...['host', 'date', 'vary', 'accept', 'expect', 'origin', 'server', 'upgrade', 'mcp-name', 'connection'],
    ...['keep-alive', 'mcp-method', 'user-agent', 'tracestate', 'traceparent', 'content-type', 'authorization'],
    ...['last-event-id', 'cache-control', 'content-length', 'mcp-session-id', 'accept-encoding', 'accept-language'],
    ...['content-encoding', 'transfer-encoding', 'mcp-protocol-version'],
  ];
  const byLength: string[][] = Array.from({ length: 32 }, () => []);
  for (const name of names) byLength[name.length]?.push(name);
  return byLength;
})();

const nameAt = (text: string, from: number, to: number): string => {
  for (const name of KNOWN_NAMES[to - from] ?? []) {
    if (isSame(text, from, name)) return name;
  }
  return text.slice(from, to).toLowerCase();
};

/** Whether the token at `from` is this lower-case name. Of the bytes of a token only letters differ by that one bit. */
const isSame = (text: string, from: number, name: string): boolean => {
  for (let i = 0; i < name.length; i++) {
    if ((text.charCodeAt(from + i) | 0x20) !== name.charCodeAt(i)) return false;
  }
  return true;
};

export function malformed(message: string): never {
  throw new FramingError('malformed', message);
}
