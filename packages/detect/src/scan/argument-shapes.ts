import { SHAPES } from './shapes.js';

/** Stands before every string of the scanned arguments, so that the start of a value is visible in the joined text. */
export const VALUE_MARK = '\u0001"';

/** With the character that ends a string for the system, whatever stands behind it. */
const SHELL_CHARS = new Set(";|&`$<>(){}\n\r'\\^\0");
const DASHES = new Set('-–—');

/** Char code → what to look at more closely; 0 for letters, digits and most punctuation. */
const INTEREST = new Uint8Array(128);
const SHELL = 1;
const DOT = 2;
const MARK = 4;
const COLON = 8;
for (const char of SHELL_CHARS) INTEREST[char.charCodeAt(0)] = SHELL;
INTEREST[46] = DOT;
INTEREST[1] = MARK;
INTEREST[58] = COLON;

const SEPARATORS = '/\\%';
const ODD_HOST = /^(?:[a-z]+:)?\/\/(?:[^/?#\s]{0,200}@)?(?:[\d[]|0x|o\d|[^\s/?#\x01]{0,253}[^\x00-\x7f])/i;
const WEB_SCHEME = /(?:https?|wss?|git|ssh)$/i;

/** Shapes that matter in arguments only. One pass over the joined strings. */
export function argumentShapes(text: string): number {
  let shapes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // What a careless program turns into the ASCII sign counts as that sign.
    const interest = code < 128 ? INTEREST[code] : code >= 0xff01 && code <= 0xff5e ? SHELL : 0;
    if (interest === 0) continue;
    if (interest === SHELL) shapes |= SHAPES.shell | (code === 92 ? dotsBeside(text, i) : 0);
    else if (interest === DOT) shapes |= dotsAt(text, i);
    else if (interest === MARK) shapes |= valueStart(text, i + VALUE_MARK.length);
    else if (interest === COLON) shapes |= urlAt(text, i);
  }
  return shapes;
}

/** `..` beside a separator, an encoded one, or the end of the value. */
function dotsAt(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 46) return dotsBeside(text, at);
  const after = text.charAt(at + 2);
  const before = text.charAt(at - 1);
  const beside =
    after === '' || after === '"' || after === '.' || SEPARATORS.includes(after) || SEPARATORS.includes(before);
  return beside || /^(?:2f|5c|0x|c0|c1)/i.test(text.slice(at + 2, at + 4)) ? SHAPES.dots : 0;
}

function dotsBeside(text: string, at: number): number {
  return /^[.\\]?[\\/]{1,2}\.{1,2}|^\.[\\/]{2}|^\.0x/i.test(text.slice(at, at + 5)) ? SHAPES.dots : 0;
}

function valueStart(text: string, at: number): number {
  const first = text.charAt(at);
  if (DASHES.has(first)) return SHAPES.dash;
  if (text.charCodeAt(at + 1) === 58 && /^[a-z]:[\\/]/i.test(text.slice(at, at + 3))) return SHAPES.drive;
  return first === '0' && text.slice(at, at + 4).toLowerCase() === '0x2e' ? SHAPES.dots : 0;
}

function urlAt(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 47 || text.charCodeAt(at + 2) !== 47) return 0;
  if (!WEB_SCHEME.test(text.slice(Math.max(0, at - 8), at))) return SHAPES.url;
  return ODD_HOST.test(text.slice(at + 1, at + 256)) ? SHAPES.url : 0;
}
