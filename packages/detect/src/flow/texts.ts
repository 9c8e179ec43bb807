import type { View } from '@sallyport/contracts';
import { ENCODED_MIN } from './encoded.js';
import { AS_IT_IS, DECODED, type Suspect, TURNED_ROUND } from './sift.js';

/** A text that is sent, in one of its readings. */
export interface SentText {
  readonly pointer: string;
  readonly text: string;
  readonly view: View;
  /** Spans of a reading that is no longer the text are those of the whole. */
  readonly whole: number;
}

const READINGS_MAX = 6;
const DEPTH_MAX = 3;
const BASE64 = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const HEX = /^(?:0x)?(?:[0-9a-fA-F]{2}[\s:]?){8,}$/;
const HEX_PARTS = /(?:[0-9a-fA-F]{2}){8,}/g;
const PERCENT = /%[0-9a-fA-F]{2}/;
const PARTS_MAX = 8;

/**
 * Suspect values, as they are and as what they may stand for: percent, base64, hex, reversed; one inside another to a depth of three.
 * Bounded in number; the size of the arguments bounds the rest.
 */
export const sentTexts = (suspects: readonly Suspect[]): SentText[] =>
  suspects.flatMap(({ leaf, as }) => readingsOf(leaf.pointer, leaf.text, as));

/** A text in those of its readings that are asked for. */
export function readingsOf(pointer: string, text: string, as: number): SentText[] {
  const readings: SentText[] = [];
  if ((as & AS_IT_IS) !== 0) readings.push({ pointer, text, view: 'raw', whole: text.length });
  if ((as & DECODED) !== 0) readings.push(...decodedOf(pointer, text));
  if ((as & TURNED_ROUND) !== 0 && text.length >= ENCODED_MIN) readings.push(reversedOf(pointer, text));
  return readings;
}

/** A text read from its end. */
export const reversedOf = (pointer: string, text: string): SentText => ({
  pointer,
  text: reversed(text),
  view: 'reversed',
  whole: text.length,
});

/** What a text says when it is decoded. */
export function decodedOf(pointer: string, text: string): SentText[] {
  const readings: SentText[] = [];
  const seen = new Set([text]);
  const whole = text.length;
  const visit = (inner: string, depth: number): void => {
    for (const [view, reading] of decodings(inner)) {
      if (readings.length >= READINGS_MAX || seen.has(reading)) continue;
      seen.add(reading);
      readings.push({ pointer, text: reading, view, whole });
      if (depth < DEPTH_MAX) visit(reading, depth + 1);
    }
  };
  visit(text, 1);
  return readings;
}

function decodings(text: string): (readonly [View, string])[] {
  const found: (readonly [View, string])[] = [];
  if (text.length < ENCODED_MIN) return found;
  if (PERCENT.test(text)) {
    const plain = percentDecoded(text);
    if (plain !== text) found.push(['percent', plain]);
  }
  const hex = hexDecoded(text);
  if (hex !== null) found.push(['hex', hex]);
  const base64 = base64Decoded(text);
  if (base64 !== null) found.push(['base64', base64]);
  return found;
}

const reversed = (text: string): string =>
  isAscii(text) ? Buffer.from(text, 'latin1').reverse().toString('latin1') : [...text].reverse().join('');

const percentDecoded = (text: string): string =>
  Buffer.from(
    text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    isAscii(text) ? 'latin1' : 'utf8',
  ).toString('utf8');

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

function hexDecoded(text: string): string | null {
  if (HEX.test(text.slice(0, 4096))) return printable(Buffer.from(text.replace(/^0x|[\s:]/g, ''), 'hex'));
  const parts = (text.match(HEX_PARTS) ?? []).slice(0, PARTS_MAX);
  return joined(parts.map((part) => printable(Buffer.from(part, 'hex'))));
}

function base64Decoded(text: string): string | null {
  const parts = (text.match(BASE64) ?? []).slice(0, PARTS_MAX);
  // Lines of one block read as one.
  if (parts.length > 1 && /^[A-Za-z0-9+/_=\s-]+$/.test(text)) {
    const block = printable(Buffer.from(text.replace(/\s/g, ''), 'base64'));
    if (block !== null) return block;
  }
  return joined(parts.map((part) => printable(Buffer.from(part, 'base64'))));
}

const joined = (parts: readonly (string | null)[]): string | null => {
  const texts = parts.filter((part) => part !== null);
  return texts.length === 0 ? null : texts.join('\n');
};

/** Text, or null when the bytes are none. */
function printable(bytes: Buffer): string | null {
  if (bytes.length < 8) return null;
  let odd = 0;
  for (const byte of bytes.subarray(0, 512))
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) odd += 1;
  if (odd > 0) return null;
  const text = bytes.toString('utf8');
  const broken = text.split('\ufffd').length - 1;
  return broken * 20 > text.length ? null : text;
}
