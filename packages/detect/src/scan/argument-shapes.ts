import { SHAPES } from './shapes.js';

/**
 * Characters that a shell gives a meaning, with the one that ends a string for the system, whatever stands behind it. What a
 * careless program turns into the ASCII sign counts as that sign.
 */
const SHELL = /[;|&`$<>(){}\n\r'\\^\0\uff01-\uff5e]/;
/** `..` beside a separator, an encoded one, or the end of the value; dots and separators in other orders that amount to it. */
const DOTS = /\.(?:\.(?:$|["./\\%]|2f|5c|0x|c0|c1)|[\\/]{1,2}\.|[\\/]{2}|0x)|[/\\%]\.\.|\\[\\/]{0,2}\./i;
const SCHEME = '://';
const SCHEME_UNITS = 8;
const HOST_UNITS = 256;
const ODD_HOST = /^\/\/(?:[^/?#\s]{0,200}@)?(?:[\d[]|0x|o\d|[^\s/?#\x01]{0,253}[^\x00-\x7f])/i;
const WEB_SCHEME = /(?:https?|wss?|git|ssh)$/i;

/** Shapes of a value that matter in arguments only. */
export const argumentShapes = (value: string): number => startShapes(value) | shellShape(value) | placeShapes(value);

/** How a value begins: as an option, with a drive, with an encoded dot. */
export function startShapes(value: string): number {
  const first = value.charCodeAt(0);
  if (first === 0x2d || first === 0x2013 || first === 0x2014) return SHAPES.dash;
  if (value.charCodeAt(1) === 58 && /^[a-z]:[\\/]/i.test(value)) return SHAPES.drive;
  return first === 0x30 && value.slice(0, 4).toLowerCase() === '0x2e' ? SHAPES.dots : 0;
}

export const shellShape = (text: string): number => (SHELL.test(text) ? SHAPES.shell : 0);

/** Ways out of a folder, and addresses that are not plain ones. Of several values with a quotation mark between, what one has. */
export const placeShapes = (text: string): number => (DOTS.test(text) ? SHAPES.dots : 0) | urlShape(text);

function urlShape(text: string): number {
  for (let at = text.indexOf(SCHEME); at >= 0; at = text.indexOf(SCHEME, at + 1)) {
    if (!WEB_SCHEME.test(text.slice(Math.max(0, at - SCHEME_UNITS), at))) return SHAPES.url;
    if (ODD_HOST.test(text.slice(at + 1, at + HOST_UNITS))) return SHAPES.url;
  }
  return 0;
}
