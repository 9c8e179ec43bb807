import { Fault } from '../fault.js';
import type { FunctionSpec } from './function-spec.js';
import { plain } from './function-spec.js';

const DECODE_ROUNDS_MAX = 4;
const TOO_LONG = new Fault('pathInside() takes at most 4096 characters');
const UNCLEAR = new Fault('it cannot be told where the path leads');

/** Overlong UTF-8 of `.`, `/` and `\`, which some decoders accept and the platform's does not. */
const OVERLONG: Readonly<Record<string, string>> = { '%c0%ae': '.', '%c0%af': '/', '%c1%9c': '\\' };

const asciiOnly = (escapes: string): string =>
  escapes.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));

const unescapeRun = (escapes: string): string => {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return asciiOnly(escapes);
  }
};

const decodeOnce = (path: string): string =>
  path
    .normalize('NFKC')
    .replace(/%c0%a[ef]|%c1%9c/gi, (code) => OVERLONG[code.toLowerCase()] ?? code)
    .replace(/(?:%[0-9a-f]{2})+/gi, unescapeRun);

/** Decodes until nothing changes; null when that takes suspiciously long. */
const decode = (path: string): string | null => {
  let current = path;
  for (let round = 0; round < DECODE_ROUNDS_MAX; round += 1) {
    const next = decodeOnce(current);
    if (next === current) return current;
    current = next;
  }
  return null;
};

const plainPath = (decoded: string): string =>
  decoded
    .replace(/^file:\/\/(?:localhost(?=\/))?/i, '')
    .replaceAll('\\', '/')
    .replace(/^\/(?=[a-z]:(?:\/|$))/i, '')
    .replace(/^[A-Z]:/, (drive) => drive.toLowerCase());

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[a-z]:\//.test(path);

/**
 * The path as the most willing reader would resolve it: decoded as often as it can be, backslashes as slashes, dots resolved.
 * Null when that cannot be told: a NUL byte, a home directory, a relative path that climbs out of where it starts, or an
 * encoding nested deeper than anyone honest would.
 */
const normalizePath = (path: string): { readonly absolute: boolean; readonly parts: readonly string[] } | null => {
  const decoded = decode(path);
  if (decoded === null || decoded.includes('\0') || decoded.startsWith('~')) return null;
  const text = plainPath(decoded);
  const absolute = isAbsolute(text);
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0) parts.pop();
    else if (!absolute) return null;
  }
  return { absolute, parts };
};

/** Below the home directory of whoever the server runs as: where that is is not known, but what is below it is. */
const HOME = /^~(?=\/|$)/;

const belowHome = (path: string): string | null => {
  const decoded = decode(path)?.replaceAll('\\', '/');
  return decoded !== undefined && HOME.test(decoded) ? decoded.slice(1) : null;
};

/** Climbing out of the home directory leads nobody knows where. */
const isInsideHome = (path: string, root: string): boolean | Fault => {
  const [inner, outer] = [belowHome(path), belowHome(root)];
  if (inner === null || outer === null) return UNCLEAR;
  const [from, to] = [normalizePath(inner.slice(1)), normalizePath(outer.slice(1))];
  if (from === null || to === null || from.absolute || to.absolute) return UNCLEAR;
  return to.parts.every((part, index) => from.parts[index] === part);
};

/** Whether a path is a directory or below it, or the fault of a path of which that cannot be told. */
export const isInside = (path: string, root: string): boolean | Fault => {
  if (HOME.test(root)) return isInsideHome(path, root);
  const inner = normalizePath(path);
  const outer = normalizePath(root);
  if (inner === null || outer === null) return UNCLEAR;
  return inner.absolute === outer.absolute && outer.parts.every((part, index) => inner.parts[index] === part);
};

/** The path zone test of rules: true for the root itself and everything below it. */
export const PATH_INSIDE: FunctionSpec = {
  name: 'pathInside',
  method: false,
  parameters: ['string', 'string'],
  signature: 'pathInside(path, root) → bool',
  doc: 'The path is the root or below it, after decoding, backslashes and dots; an error when that cannot be told.',
  declares: ['pathInside(string, string): bool'],
  bind: plain((run, values) => {
    const path = values[0] as string;
    const root = values[1] as string;
    if (path.length > 4096 || root.length > 4096) return TOO_LONG;
    return run.spend(8 + ((path.length + root.length) >> 2)) ?? isInside(path, root);
  }),
};

const UNTELLABLE = new Fault('normalPath() cannot tell where the path leads');
const NORMAL_TOO_LONG = new Fault('normalPath() takes at most 4096 characters');

const writePath = (path: string): string | Fault => {
  const found = normalizePath(path);
  if (found === null) return UNTELLABLE;
  const text = found.parts.join('/');
  const hasDrive = /^[a-z]:$/.test(found.parts[0] ?? '');
  return found.absolute && !hasDrive ? `/${text}` : text || '.';
};

/** For rules about names and endings, which `..` and encodings would otherwise hide. */
export const NORMAL_PATH: FunctionSpec = {
  name: 'normalPath',
  method: false,
  parameters: ['string'],
  signature: 'normalPath(path) → string',
  doc: 'The path after decoding, with slashes and without dots: `normalPath("a/../b%2Fc")` is `b/c`; an error when that cannot be told.',
  declares: ['normalPath(string): string'],
  bind: plain((run, [path]) => {
    const text = path as string;
    if (text.length > 4096) return NORMAL_TOO_LONG;
    return run.spend(8 + (text.length >> 2)) ?? writePath(text);
  }),
};
