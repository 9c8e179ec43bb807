import { type Detector, type Hit, type Subject } from './detector.js';
import { ARGUMENT_INJECTION } from './frameworks.js';

const CLIMB = /(?:^|[\\/])\.\.(?=[\\/]|$)/g;
/** `....//` and `..././` become `../` where `../` is removed once; `.../` is three levels on some systems. */
const MANGLED =
  /(?<!\.)\.{3,}[\\/]{1,2}|\.\.[\\/]\.[\\/]|\.\.[\\/]{2,}|\.[\\/]{2,}\.\.|(?:\.\.0x(?:2f|5c))|(?:0x2e){2}|(?:\.\.2f){2}|^\.\.(?:2f|5c)\w|\.\.%(?:\w|%|\?)/i;
/** Overlong and ill-formed escapes: no encoder writes them. */
const FORGED_ESCAPE =
  /%(?:25)?(?:c[01](?:%|$)|e0%(?:25)?80|f[08c]%(?:25)?80)|%bg%qf|%%32|%u(?:ff0e|2215|2216|efc8|f025|002e|002f)/i;
const LEVELS_BEYOND_A_PROJECT = 4;
const PATH_ROLES = new Set(['path', 'url', 'identifier']);

/** Climbing out of a folder: how far `..` leads above the start, and forms that only disguise `..`. */
const glance = ({ role, key }: Subject): boolean => PATH_ROLES.has(role) || /file|path|name|page|template/i.test(key);

function detect({ text, view }: Subject): Hit[] {
  const forged = view === 'raw' ? FORGED_ESCAPE.exec(text) : null;
  if (forged !== null) return [{ start: forged.index, end: text.length, confidence: 0.9 }];
  const climbs = [...text.matchAll(CLIMB)];
  const hidden = view !== 'raw';
  const mangled = MANGLED.exec(text);
  const nul = /\0|%00/.test(text);
  const span = { start: climbs[0]?.index ?? mangled?.index ?? 0, end: text.length };
  if (mangled !== null && (climbs.length > 0 || /\.\.|0x2e|\.{3}/.test(mangled[0])))
    return [{ ...span, confidence: 0.85 }];
  if (climbs.length === 0) return [];
  if (hidden || nul) return [{ ...span, confidence: 0.9 }];
  const above = levelsAbove(text);
  const mixed = /\\/.test(text) && !/^[a-z]:/i.test(text);
  if (above >= LEVELS_BEYOND_A_PROJECT || (above > 0 && isRooted(text)) || (mixed && above > 1))
    return [{ ...span, confidence: 0.85 }];
  return [];
}

const isRooted = (path: string): boolean => /^(?:[\\/]|[a-z]:[\\/]|file:)/i.test(path);

/** How many levels above its start the path ever gets. */
function levelsAbove(path: string): number {
  let depth = 0;
  let lowest = 0;
  for (const part of path.split(/[\\/]+/)) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.' && !/^[a-z]:$/i.test(part)) depth += 1;
    lowest = Math.min(lowest, depth);
  }
  return -lowest;
}

/** Path that climbs out of its folder, plain or disguised. Catalogue C1. */
export const pathTraversal: Detector = {
  id: 'path.traversal',
  category: 'path',
  severity: 'high',
  title: 'The path climbs out of its folder',
  why: 'Outside its folder a tool reads and writes what was never meant for it.',
  fix: 'Give the path from the root of the project; let the tool resolve it and compare with its root.',
  frameworks: ARGUMENT_INJECTION,
  surfaces: ['argument'],
  glance,
  gates: [
    { shapes: ['dots'] },
    { shapes: ['percent'] },
    { literals: [['0x2e', '%bg%qf', '..2f', '%uff0e', '%u002e', '%%32']] },
  ],
  detect,
};
