import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHeaderValue, encodeHeaderValue } from './header-values.js';

/** The examples of the specification, and the borders of what is plain. */
const PAIRS = [
  ['us-west1', 'us-west1'],
  ['Hello, 世界', '=?base64?SGVsbG8sIOS4lueVjA==?='],
  [' padded ', '=?base64?IHBhZGRlZCA=?='],
  ['line1\nline2', '=?base64?bGluZTEKbGluZTI=?='],
  ['=?base64?literal?=', '=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?='],
  ['', '=?base64??='],
  ['\ttab', '=?base64?CXRhYg==?='],
  ['in\tside', 'in\tside'],
  ['\x7f', '=?base64?fw==?='],
  ['=?base64?=', '=?base64?PT9iYXNlNjQ/PQ==?='],
  ['=?base64?open', '=?base64?open'],
  ['file:///a b~!', 'file:///a b~!'],
] as const;

describe('header values', () => {
  it.each(PAIRS)('carries %j as %j', (value, sent) => {
    expect(encodeHeaderValue(value)).toBe(sent);
    expect(decodeHeaderValue(sent)).toBe(value);
  });

  it('carries any text through a header that only holds plain ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const sent = encodeHeaderValue(value);
        expect(sent).toMatch(/^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/);
        expect(decodeHeaderValue(sent)).toBe(value);
      }),
    );
  });

  it.each([
    ['a line break', 'a\r\nb'],
    ['a control character', 'a\x00'],
    ['a character beyond ASCII', 'caf\xe9'],
    ['no padding', '=?base64?SGVsbG8?='],
    ['padding in the middle', '=?base64?SGVs=bG8?='],
    ['characters that are no Base64', '=?base64?SGVs!bG8=?='],
    ['the URL-safe alphabet', '=?base64?_-8=?='],
    ['white space in it', '=?base64?SGVs bG8=?='],
    ['bits that no text needs', '=?base64?SGVsbG9=?='],
    ['markers that share a character', '=?base64?='],
    ['no UTF-8 in it', '=?base64?/w==?='],
  ])('refuses %s', (_, sent) => {
    expect(decodeHeaderValue(sent)).toBeNull();
  });

  it('takes a value with only half of the markers, or other letters in them, as it stands', () => {
    for (const literal of ['=?base64?SGVsbG8=', 'SGVsbG8=?=', '=?BASE64?SGVsbG8=?=', '=?utf-8?b?SGk=?=']) {
      expect(decodeHeaderValue(literal)).toBe(literal);
    }
  });
});
