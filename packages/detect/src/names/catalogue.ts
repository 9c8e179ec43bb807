import { bitCount, editDistance, letterMask } from './edit-distance.js';
import { isPackageName, type ParsedName, parseName, withoutAffix } from './parse-name.js';
import { skeleton } from './skeleton.js';

/** Genuine names, indexed for look-ups of what is close to one of them. Immutable. */
export interface NameCatalogue {
  readonly size: number;
  /** The name is one of them, in whatever case. */
  has(name: string): boolean;
  /** Names whose core reads the same when separators, case, digits for letters and confusables are folded. */
  alike(compact: string): readonly ParsedName[];
  /** Names whose whole base reads the same. */
  alikeWhole(whole: string): readonly ParsedName[];
  /** Names of the same words in whatever order. */
  reordered(words: readonly string[]): readonly ParsedName[];
  /** Names whose core is within `max` edits of this, nearest first; at most eight. */
  near(compact: string, max: number): readonly { readonly name: ParsedName; readonly distance: number }[];
  /** Of packages, names whose whole base is within `max` edits of this, as for {@link near}. */
  nearWhole(whole: string, max: number): readonly { readonly name: ParsedName; readonly distance: number }[];
  /** Names whose base is this. */
  ofBase(base: string): readonly ParsedName[];
}

interface Entry {
  readonly name: ParsedName;
  readonly compact: string;
  readonly mask: number;
}

const NEAR_MAX = 8;
const CORE_UNITS_MAX = 64;

/**
 * Indexes names. Some milliseconds for 10,000; {@link NameCatalogue.near} then compares letter masks of names of like length
 * before it computes a distance, well under a millisecond.
 */
export function createNameCatalogue(names: Iterable<string>): NameCatalogue {
  const folded = new Set<string>();
  const bySkeleton = new Map<string, ParsedName[]>();
  const byWhole = new Map<string, ParsedName[]>();
  const byWords = new Map<string, ParsedName[]>();
  const byBase = new Map<string, ParsedName[]>();
  const byLength: Entry[][] = [];
  const packagesByLength: Entry[][] = [];
  for (const raw of names) {
    const name = parseName(raw);
    if (name.folded === '' || folded.has(name.folded)) continue;
    folded.add(name.folded);
    file(byWhole, skeleton(name.whole), name);
    file(byBase, name.base, name);
    if (isPackageName(name) && name.whole.length <= CORE_UNITS_MAX) enter(packagesByLength, name, name.whole);
    if (name.compact === '' || name.compact.length > CORE_UNITS_MAX) continue;
    if (name.core.length > 1) file(byWords, wordsKey(name.core), name);
    for (const compact of coresOf(name)) {
      file(bySkeleton, skeleton(compact), name);
      enter(byLength, name, compact);
    }
  }
  return {
    size: folded.size,
    has: (name) => folded.has(name.trim().toLowerCase()),
    alike: (compact) => bySkeleton.get(skeleton(compact)) ?? [],
    alikeWhole: (whole) => byWhole.get(skeleton(whole)) ?? [],
    reordered: (words) => byWords.get(wordsKey(words)) ?? [],
    near: (compact, max) => nearest(byLength, compact, max),
    nearWhole: (whole, max) => nearest(packagesByLength, whole, max),
    ofBase: (base) => byBase.get(base) ?? [],
  };
}

function enter(byLength: Entry[][], name: ParsedName, compact: string): void {
  const entry = { name, compact, mask: letterMask(compact) };
  const entries = byLength[compact.length];
  if (entries === undefined) byLength[compact.length] = [entry];
  else entries.push(entry);
}

/** The core, and the core without its version: `beautifulsoup4` is known as `beautifulsoup` too. */
function coresOf({ compact, core }: ParsedName): string[] {
  if (core.length > 1) return [compact];
  const bare = compact.replace(/\d+$/, '');
  return bare !== compact && bare.length >= 6 ? [compact, bare] : [compact];
}

function nearest(byLength: readonly (readonly Entry[] | undefined)[], compact: string, max: number) {
  if (compact.length > CORE_UNITS_MAX) return [];
  const mask = letterMask(compact);
  const found: { name: ParsedName; distance: number }[] = [];
  for (let length = Math.max(1, compact.length - max); length <= compact.length + max; length++) {
    for (const entry of byLength[length] ?? []) {
      if (bitCount(entry.mask ^ mask) > 2 * max) continue;
      const distance = editDistance(compact, entry.compact, max);
      if (distance <= max) found.push({ name: entry.name, distance });
    }
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, NEAR_MAX);
}

function wordsKey(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

function file(index: Map<string, ParsedName[]>, key: string, name: ParsedName): void {
  if (key === '') return;
  const known = index.get(key);
  if (known === undefined) index.set(key, [name]);
  else known.push(name);
}

/** Cores to look up for a name: its own, and without a language glued to it. */
export function lookupCores({ compact }: ParsedName): readonly string[] {
  return compact === '' ? [] : [compact, ...withoutAffix(compact)];
}
