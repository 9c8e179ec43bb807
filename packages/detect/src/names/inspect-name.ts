import { createNameCatalogue, lookupCores, type NameCatalogue } from './catalogue.js';
import { areNeighbours, editDistance, isBitFlip } from './edit-distance.js';
import { isKindWord, isPackageName, ownerLabel, type ParsedName, parseName } from './parse-name.js';
import { skeleton } from './skeleton.js';
import { WELL_KNOWN_NAMES } from './well-known.js';

export const NAME_TECHNIQUES = [
  'confusable',
  'separator',
  'edit',
  'word-order',
  'affix',
  'addition',
  'owner',
  'option',
] as const;
/** How a name imitates another. */
export type NameTechnique = (typeof NAME_TECHNIQUES)[number];

export interface NameVerdict {
  /** `genuine`: in the catalogue. `unknown`: like nothing in it. */
  readonly verdict: 'genuine' | 'look_alike' | 'unknown';
  /** The genuine name it resembles most; null unless it is a look-alike. */
  readonly target: string | null;
  readonly technique: NameTechnique | null;
  /** 0 to 1: how sure it is that one is meant to be taken for the other. */
  readonly confidence: number;
  /** One sentence for a person. */
  readonly explanation: string;
}

let wellKnown: NameCatalogue | null = null;

/** Names of well-known packages and MCP servers, for when an organisation has not said which it knows. */
export function wellKnownNames(): NameCatalogue {
  wellKnown ??= createNameCatalogue(WELL_KNOWN_NAMES);
  return wellKnown;
}

/**
 * Judges the name of a server or package against genuine ones: look-alike letters, separators, spelling, order of words,
 * additions, and owners that resemble the genuine owner. Pure; under a millisecond for 10,000 names.
 * @param name      as a registry or configuration gives it; more than 214 characters are cut
 * @param catalogue genuine names; without one, {@link wellKnownNames}
 */
export function inspectName(name: string, catalogue: NameCatalogue = wellKnownNames()): NameVerdict {
  if (catalogue.has(name)) return GENUINE;
  const parsed = parseName(name.slice(0, NAME_UNITS_MAX));
  for (const check of CHECKS) {
    const found = check(parsed, catalogue);
    if (found !== null) return found;
  }
  return UNKNOWN;
}

/** Longest name npm allows. */
const NAME_UNITS_MAX = 214;
const GENUINE: NameVerdict = {
  verdict: 'genuine',
  target: null,
  technique: null,
  confidence: 0,
  explanation: 'In the catalogue.',
};
const UNKNOWN: NameVerdict = {
  verdict: 'unknown',
  target: null,
  technique: null,
  confidence: 0,
  explanation: 'Resembles no known name.',
};

type Check = (name: ParsedName, catalogue: NameCatalogue) => NameVerdict | null;

/** Surest first. */
const CHECKS: readonly Check[] = [
  isOption,
  isConfusable,
  hasAlikeOwner,
  isAlike,
  isRespelt,
  hasRespeltKind,
  isReordered,
  isSameThingElsewhere,
  isExtended,
];

const lookAlike = (target: ParsedName, technique: NameTechnique, confidence: number, how: string): NameVerdict => ({
  verdict: 'look_alike',
  target: target.raw,
  technique,
  confidence,
  explanation: `Resembles "${target.raw}": ${how}.`,
});

/** A name that a command line reads as an option. */
function isOption({ raw }: ParsedName): NameVerdict | null {
  if (!/^-{1,2}[a-z]/i.test(raw)) return null;
  return {
    verdict: 'look_alike',
    target: null,
    technique: 'option',
    confidence: 0.95,
    explanation: 'Spelled like an option of a command line, to be installed by a slip.',
  };
}

/** Other characters that look the same: the whole name folds to a genuine one. */
function isConfusable(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  const [target] = catalogue.has(name.folded) ? [parseName(name.folded)] : [];
  if (target !== undefined) return lookAlike(target, 'confusable', 0.98, 'written with letters of another script');
  const alike = catalogue.alikeWhole(name.whole).find((other) => sameOwner(name, other) && other.whole !== name.whole);
  return alike === undefined ? null : lookAlike(alike, 'confusable', 0.95, 'digits or letters that look alike');
}

const sameOwner = (a: ParsedName, b: ParsedName): boolean => a.owner === b.owner;

/** The same base under an owner whose name is nearly the genuine one, or under any other owner of an import path. */
function hasAlikeOwner(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  if (name.owner === '') return null;
  const mine = ownerLabel(name.owner);
  for (const other of catalogue.ofBase(name.base)) {
    if (other.owner === '' || other.owner === name.owner) continue;
    const theirs = ownerLabel(other.owner);
    if (mine !== theirs && (skeleton(mine) === skeleton(theirs) || isSlip(mine, theirs)))
      return lookAlike(other, 'owner', 0.95, 'its owner is spelled almost like the genuine one');
    if (isImportPath(name) && isImportPath(other) && other.base.length >= CORE_UNITS_MIN)
      return lookAlike(other, 'owner', 0.6, 'the same module under another account');
  }
  return null;
}

/** Code is fetched by this name, whatever registry says. */
const isImportPath = ({ owner }: ParsedName): boolean => /^(?:github|gitlab|bitbucket)\.(?:com|org)\//.test(owner);

const CORE_UNITS_MIN = 5;
const TWO_EDITS_UNITS_MIN = 8;

/** How many slips a name of that length may have and still be meant. */
const slipsOf = (length: number): number => (length >= TWO_EDITS_UNITS_MIN ? 2 : length >= CORE_UNITS_MIN ? 1 : 0);

function isSlip(a: string, b: string): boolean {
  const slips = slipsOf(Math.min(a.length, b.length));
  return a !== b && (slips > 0 ? editDistance(a, b, slips) <= slips : isDoubled(a, b));
}

/** The same letters, other separators or digits for letters. */
function isAlike(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  const whole = catalogue.alikeWhole(name.whole).find((other) => sameOwner(name, other));
  if (whole !== undefined && whole.whole.length >= CORE_UNITS_MIN)
    return lookAlike(whole, 'separator', 0.9, 'only separators differ');
  const other = catalogue
    .alike(name.compact)
    .find((known) => known.compact !== name.compact || known.core.join(' ') !== name.core.join(' '));
  if (other === undefined || name.compact.length < CORE_UNITS_MIN) return null;
  const digits = other.compact !== name.compact;
  if (digits && isVersionOf(name.compact, other.compact)) return null;
  return lookAlike(
    other,
    digits ? 'confusable' : 'separator',
    0.85,
    'the same letters with other separators or digits',
  );
}

/** Two versions of one thing differ in their last digits. */
const isVersionOf = (a: string, b: string): boolean => a.replace(/\d+$/, '') === b.replace(/\d+$/, '');

/** A slip of the finger away from a genuine core; a core that is genuine itself is somebody's own take on the same thing. */
function isRespelt(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  if (catalogue.alike(name.compact).length > 0) return null;
  if (isPackageName(name)) {
    const found = firstSlip(name, name.whole, catalogue.nearWhole(name.whole, 2), (other) => other.whole);
    if (found !== null) return found;
  }
  for (const compact of lookupCores(name)) {
    const found =
      firstSlip(name, compact, catalogue.near(compact, 2), (other) => other.compact) ??
      (compact.length <= CORE_UNITS_MIN ? shortSlip(name, compact, catalogue) : null);
    if (found !== null) return found;
  }
  return null;
}

type Near = ReturnType<NameCatalogue['near']>;

function firstSlip(
  name: ParsedName,
  text: string,
  near: Near,
  read: (other: ParsedName) => string,
): NameVerdict | null {
  for (const { name: other, distance } of near) {
    if (distance === 0 || !isComparable(name, other, text, read(other), distance)) continue;
    const target = read(other);
    return lookAlike(other, 'edit', confidenceOf(text, target, distance), describe(text, target, distance));
  }
  return null;
}

/** Names of three or four letters are one letter from many others: only a swap, a doubled letter or a look-alike counts. */
function shortSlip(name: ParsedName, compact: string, catalogue: NameCatalogue): NameVerdict | null {
  if (compact.length < 3 || name.core.length !== 1) return null;
  const found = catalogue.near(compact, 1).find(({ name: other, distance }) => {
    if (distance === 0 || other.compact.length < 3 || name.words.length !== other.words.length) return false;
    const swapped = [...compact].sort().join('') === [...other.compact].sort().join('');
    const doubled = compact.length > other.compact.length && compact.replace(/(.)\1+/g, '$1') === other.compact;
    return swapped || doubled;
  });
  return found === undefined ? null : lookAlike(found.name, 'edit', 0.8, 'two letters swapped or one doubled');
}

/** Two edits in a short name make another name; an edit must not fall into the short word that tells two things apart. */
function isComparable(name: ParsedName, other: ParsedName, text: string, target: string, distance: number): boolean {
  if (distance > slipsOf(target.length) || !differsInLongWord(name, other)) return false;
  return distance === 1 || text.charAt(0) === target.charAt(0);
}

/** Of several words, the one that differs has to be long enough for a slip: `mcp-a2a-x` and `mcp-a2b-x` are two things. */
function differsInLongWord(name: ParsedName, other: ParsedName): boolean {
  if (name.core.length !== other.core.length || name.core.length < 2) return true;
  const pairs = name.core.map((word, i) => [word, other.core[i] ?? ''] as const).filter(([a, b]) => a !== b);
  return pairs.every(([a, b]) => Math.min(a.length, b.length) >= CORE_UNITS_MIN - 1 || isDoubled(a, b));
}

const isDoubled = (a: string, b: string): boolean => a.replace(/(.)\1+/g, '$1') === b.replace(/(.)\1+/g, '$1');

function confidenceOf(compact: string, other: string, distance: number): number {
  if (distance === 2) return 0.65;
  const changed = changedPair(compact, other);
  const typical = changed === null || areNeighbours(...changed) || isBitFlip(...changed);
  return typical || compact.length >= TWO_EDITS_UNITS_MIN ? 0.9 : 0.8;
}

/** The two characters of a substitution; null for other edits. */
function changedPair(a: string, b: string): readonly [string, string] | null {
  if (a.length !== b.length) return null;
  const at = [...a].findIndex((char, i) => char !== b.charAt(i));
  if (at < 0 || a.slice(at + 1) !== b.slice(at + 1)) return null;
  return [a.charAt(at), b.charAt(at)];
}

function describe(compact: string, other: string, distance: number): string {
  if (distance > 1) return `${distance} letters differ`;
  const changed = changedPair(compact, other);
  if (changed === null) return compact.length === other.length ? 'two letters swapped' : 'a letter more or less';
  if (areNeighbours(...changed)) return 'a key beside the right one';
  return isBitFlip(...changed) ? 'one bit of a letter differs' : 'one letter differs';
}

/** A genuine name but for a slip in `server` or `mcp`. */
function hasRespeltKind(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  if (name.core.length < 2) return null;
  const slipped = name.core.find((word) => word.length >= 3 && KINDS.some((kind) => isKindSlip(word, kind)));
  if (slipped === undefined || isKindWord(slipped)) return null;
  const rest = name.core.filter((word) => word !== slipped).join('');
  const other = catalogue.alike(rest).find(({ words, core }) => words.length > core.length);
  return other === undefined ? null : lookAlike(other, 'edit', 0.85, `"${slipped}" is no word of its own`);
}

const KINDS = ['server', 'client', 'modelcontextprotocol', 'mcp'];

function isKindSlip(word: string, kind: string): boolean {
  if (word === kind) return false;
  if (kind.length > 3) return editDistance(word, kind, 2) <= (kind.length > 8 ? 2 : 1);
  return [...word].sort().join('') === [...kind].sort().join('') || isDoubled(word, kind);
}

/** The same words in another order. */
function isReordered(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  if (name.core.length < 2) return null;
  const other = catalogue.reordered(name.core).find((known) => known.core.join(' ') !== name.core.join(' '));
  return other === undefined ? null : lookAlike(other, 'word-order', 0.75, 'the same words in another order');
}

/**
 * The same core with other words of its kind around it (`filesystem-mcp-server`), without an owner who stands for it: what a
 * person types who remembers the name by half. A fork under its own owner is not taken for it.
 */
function isSameThingElsewhere(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  if (name.owner !== '' || name.compact.length < CORE_UNITS_MIN) return null;
  const other = lookupCores(name)
    .flatMap((compact) => catalogue.alike(compact))
    .find((known) => known.owner === '' || OFFICIAL_OWNERS.has(known.owner));
  return other === undefined ? null : lookAlike(other, 'affix', 0.6, 'the same name with other words of its kind');
}

/** Owners whose servers are the reference for their name. */
const OFFICIAL_OWNERS = new Set(['@modelcontextprotocol', 'modelcontextprotocol', 'io.github.modelcontextprotocol']);
const EXTENDED_UNITS_MIN = 6;
const EXTRA_WORDS_MAX = 2;

/** A genuine name with words put behind it: `requests-lite`. */
function isExtended(name: ParsedName, catalogue: NameCatalogue): NameVerdict | null {
  if (name.owner !== '') return null;
  for (let extra = 1; extra <= EXTRA_WORDS_MAX && extra < name.words.length; extra++) {
    const head = name.words.slice(0, -extra);
    const compact = head.join('');
    if (compact.length < EXTENDED_UNITS_MIN || head.every(isKindWord)) continue;
    const other = catalogue.alikeWhole(compact).find((known) => known.owner === '') ?? bareVersion(compact, catalogue);
    if (other !== undefined) return lookAlike(other, 'addition', 0.55, 'a known name with something put behind it');
  }
  return null;
}

/** `beautifulsoup` for `beautifulsoup4`. */
function bareVersion(compact: string, catalogue: NameCatalogue): ParsedName | undefined {
  return catalogue.alike(compact).find((known) => known.owner === '' && known.compact.replace(/\d+$/, '') === compact);
}
