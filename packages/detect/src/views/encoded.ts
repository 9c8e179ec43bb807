import type { View as ViewKind } from '@sallyport/contracts';
import { matchesIn, type Spans, type TextView } from './view.js';

const BASE64_RUN = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
const HEX_RUN = /[0-9a-fA-F]{24,}/g;
const BASE32_RUN = /[A-Z2-7]{24,}={0,6}/g;
const BASE32_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PRINTABLE_RUN_MIN = 12;
const RUNS_MAX = 32;
const RUN_UNITS_MAX = 65_536;

/** Texts found base64-encoded inside the parent, at whatever alignment they start; UTF-16 as PowerShell writes it too. */
export function base64Views(parent: TextView, spans: Spans | null = null): TextView[] {
  const decode = (run: string): string => {
    const standard = run.replace(/-/g, '+').replace(/_/g, '/');
    const readings = [0, 1, 2, 3].map((skip) => printableRun(Buffer.from(standard.slice(skip), 'base64')));
    return longest(readings);
  };
  return decodedRuns(parent, 'base64', BASE64_RUN, decode, spans);
}

/** Texts found hex-encoded inside the parent. */
export function hexViews(parent: TextView): TextView[] {
  return decodedRuns(parent, 'hex', HEX_RUN, (run) => {
    const readings = [0, 1].map((skip) =>
      printableRun(Buffer.from(run.slice(skip, skip + ((run.length - skip) & ~1)), 'hex')),
    );
    return longest(readings);
  });
}

/** Texts found base32-encoded inside the parent. */
export function base32Views(parent: TextView): TextView[] {
  return decodedRuns(parent, 'base32', BASE32_RUN, (run) => printableRun(fromBase32(run)));
}

function fromBase32(run: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const char of run) {
    const five = BASE32_ALPHABET.indexOf(char);
    if (five < 0) break;
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

function decodedRuns(
  parent: TextView,
  kind: ViewKind,
  pattern: RegExp,
  decode: (run: string) => string,
  spans: Spans | null = null,
): TextView[] {
  const views: TextView[] = [];
  for (const match of matchesIn(parent.text, pattern, spans)) {
    if (views.length === RUNS_MAX) break;
    const run = match[0];
    const text = decode(run.slice(0, RUN_UNITS_MAX));
    if (text.length < PRINTABLE_RUN_MIN) continue;
    const from = match.index;
    const origin = () => parent.origin(from, from + run.length);
    views.push({ kind, text, depth: parent.depth + 1, origin });
  }
  return views;
}

/** The longest stretch of printable text in the bytes; zero bytes are skipped, which reads UTF-16 of ASCII. */
export function printableRun(bytes: Buffer): string {
  let best = '';
  let from = 0;
  const take = (to: number) => {
    if (to - from > best.length) best = bytes.toString('latin1', from, to).replaceAll('\0', '');
    from = to + 1;
  };
  for (let i = 0; i < bytes.length; i++) {
    if (!isPrintable(bytes[i] ?? 0)) take(i);
  }
  take(bytes.length);
  return best;
}

function isPrintable(byte: number): boolean {
  return byte === 0 || byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127);
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}
