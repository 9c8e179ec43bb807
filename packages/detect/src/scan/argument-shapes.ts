import { SHAPES } from './shapes.js';

/** With the character that ends a string for the system, whatever stands behind it. */
const SHELL_CHARS = new Set(";|&`$<>(){}\n\r'\\^\0");

/** Char code → what to look at more closely; 0 for letters, digits and most punctuation. */
const INTEREST = new Uint8Array(128);
const SHELL = 1;
const DOT = 2;
const COLON = 4;
for (const char of SHELL_CHARS) INTEREST[char.charCodeAt(0)] = SHELL;
INTEREST[46] = DOT;
INTEREST[58] = COLON;

const SEPARATORS = '/\\%';
const ODD_HOST = /^(?:[a-z]+:)?\/\/(?:[^/?#\s]{0,200}@)?(?:[\d[]|0x|o\d|[^\s/?#]{0,253}[^\x00-\x7f])/i;
const WEB_SCHEME = /(?:https?|wss?|git|ssh)$/i;

/** Shapes of a value that matter in arguments only. One pass. */
export function argumentShapes(text: string): number {
  let shapes = valueStart(text);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // What a careless program turns into the ASCII sign counts as that sign.
    const interest = code < 128 ? INTEREST[code] : code >= 0xff01 && code <= 0xff5e ? SHELL : 0;
    if (interest === 0) continue;
    if (interest === SHELL) shapes |= SHAPES.shell | (code === 92 ? dotsBeside(text, i) : 0);
    else if (interest === DOT) shapes |= dotsAt(text, i);
    else if (interest === COLON) shapes |= urlAt(text, i);
  }
  return shapes;
}

/** `..` beside a separator, an encoded one, or the end of the value. */
function dotsAt(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 46) return dotsBeside(text, at);
  const after = text.charAt(at + 2);
  const before = at === 0 ? '"' : text.charAt(at - 1);
  const beside =
    after === '' || after === '"' || after === '.' || SEPARATORS.includes(after) || SEPARATORS.includes(before);
  return beside || /^(?:2f|5c|0x|c0|c1)/i.test(text.slice(at + 2, at + 4)) ? SHAPES.dots : 0;
}

function dotsBeside(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  // A full stop is followed by a blank or by letters; what matters, by a separator, a dot or `0x`.
  if (next < 46 || (next > 48 && next !== 92)) return 0;
  return /^[.\\]?[\\/]{1,2}\.{1,2}|^\.[\\/]{2}|^\.0x/i.test(text.slice(at, at + 5)) ? SHAPES.dots : 0;
}

function valueStart(text: string): number {
  const first = text.charCodeAt(0);
  if (first === 0x2d || first === 0x2013 || first === 0x2014) return SHAPES.dash;
  if (text.charCodeAt(1) === 58 && /^[a-z]:[\\/]/i.test(text)) return SHAPES.drive;
  return first === 0x30 && text.slice(0, 4).toLowerCase() === '0x2e' ? SHAPES.dots : 0;
}

function urlAt(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 47 || text.charCodeAt(at + 2) !== 47) return 0;
  if (!WEB_SCHEME.test(text.slice(Math.max(0, at - 8), at))) return SHAPES.url;
  return ODD_HOST.test(text.slice(at + 1, at + 256)) ? SHAPES.url : 0;
}
