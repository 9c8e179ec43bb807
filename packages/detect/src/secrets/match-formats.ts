import { crc32 } from '../text/crc32.js';
import { isFiller, isPlaceholder, isPlaceholderWord } from '../text/entropy.js';
import { AWS_KEY_ID, CLOUD, GCP } from './cloud-formats.js';
import { DEVELOPER, GITHUB, GITLAB, NPM } from './developer-formats.js';
import type { SecretFormat } from './format.js';
import { LLM, SERVICE, SLACK, STRIPE } from './service-formats.js';

/** Detectors that read the tables, by the last part of their id. */
export const FORMATS = {
  'aws-access-key': AWS_KEY_ID,
  'gcp-api-key': GCP,
  'github-token': GITHUB,
  'gitlab-token': GITLAB,
  'slack-token': SLACK,
  'stripe-key': STRIPE,
  'npm-token': NPM,
  'llm-api-key': LLM,
  'provider-token': [...DEVELOPER, ...CLOUD, ...SERVICE],
} as const satisfies Record<string, readonly SecretFormat[]>;

export type FormatFamily = keyof typeof FORMATS;

export interface FormatMatch {
  readonly family: FormatFamily;
  readonly provider: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** The value says of itself that it is an example. */
  readonly example: boolean;
}

interface CompiledFormat {
  readonly family: FormatFamily;
  readonly format: SecretFormat;
  /** Sticky, for what follows the prefix. */
  readonly rest: RegExp;
}

const MATCHES_MAX = 40;
/** Short prefixes are also the ends of file names. */
const SHORT_UNITS_MAX = 4;
const DOT = 46;
const CHECKED = 0.99;
const UNCHECKED = 0.75;
const PLAIN = 0.93;
const FILLER = 0.5;
const EXAMPLE = 0.3;

/** Formats by the first two characters of their prefix. */
const INDEX = index();

function index(): ReadonlyMap<number, readonly CompiledFormat[]> {
  const byStart = new Map<number, CompiledFormat[]>();
  for (const [family, formats] of Object.entries(FORMATS) as [FormatFamily, readonly SecretFormat[]][]) {
    for (const format of formats) {
      const start = startOf(format.prefix, 0);
      const border = format.rest.includes('_-]') ? '(?![A-Za-z0-9_-])' : '(?![A-Za-z0-9])';
      const rest = new RegExp(`(?:${format.rest})${border}`, 'y');
      byStart.set(start, [...(byStart.get(start) ?? []), { family, format, rest }]);
    }
  }
  return byStart;
}

function startOf(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

let lastText = '';
let lastMatches: readonly FormatMatch[] = [];

/**
 * Values in the text that have the form of a provider's credential. Linear; the answer for the last text is kept, as several
 * detectors ask about the same one.
 */
export function matchFormats(text: string): readonly FormatMatch[] {
  if (text !== lastText) {
    lastMatches = scan(text);
    lastText = text;
  }
  return lastMatches;
}

function scan(text: string): FormatMatch[] {
  const found: FormatMatch[] = [];
  let lowered: string | null = null;
  const hasWord = (words: readonly string[]) => {
    lowered ??= text.toLowerCase();
    const within = lowered;
    return words.some((word) => standsAlone(text, within.indexOf(word)));
  };
  let inWord = false;
  for (let at = 0; at < text.length - 8 && found.length < MATCHES_MAX; at++) {
    const follows = inWord;
    inWord = isWordCode(text.charCodeAt(at));
    if (follows && !afterEscape(text, at)) continue;
    const candidates = INDEX.get(startOf(text, at));
    if (candidates === undefined) continue;
    for (const candidate of candidates) {
      const match = matchAt(text, at, candidate, hasWord);
      if (match === null) continue;
      found.push(match);
      break;
    }
  }
  return found;
}

/** Shorter parts may stand in an alternative, or apart. */
const PART_UNITS_MIN = 10;

/** How long what follows the prefix is at least: as long as the shortest of its longer parts. */
function unitsOf(rest: string): number {
  const parts = Array.from(rest.matchAll(/\{(\d+)/g), ([, least]) => Number(least));
  const long = parts.filter((units) => units >= PART_UNITS_MIN);
  return long.length === 0 ? 0 : Math.min(...long);
}

const STARTS = new Map(
  (Object.entries(FORMATS) as [FormatFamily, readonly SecretFormat[]][]).map(([family, formats]) => {
    const least = new Map<string, number>();
    for (const { prefix, rest } of formats)
      least.set(prefix, Math.min(unitsOf(rest), least.get(prefix) ?? Number.POSITIVE_INFINITY));
    return [family, [...least]] as const;
  }),
);

/** False where no prefix of the family, as its provider writes it, goes on for as long as a credential does. Quick, and often wrong. */
export function mayMatchFormat(family: FormatFamily, text: string): boolean {
  for (const [prefix, units] of STARTS.get(family) ?? []) {
    for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
      if (goesOn(text, at + prefix.length, units)) return true;
    }
  }
  return false;
}

function goesOn(text: string, from: number, units: number): boolean {
  if (from + units > text.length) return false;
  for (let at = from; at < from + units; at++) if (text.charCodeAt(at) <= 32) return false;
  return true;
}

/** At a word's start, or at a capital within one. */
function standsAlone(text: string, at: number): boolean {
  return at === 0 || (at > 0 && (!/[A-Za-z]/.test(text.charAt(at - 1)) || /[A-Z]/.test(text.charAt(at))));
}

/** Letters, digits and the underscore: what a credential does not start in the middle of. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95;
}

/** `\n` in JSON inside JSON ends the word before it. */
function afterEscape(text: string, at: number): boolean {
  return text.charCodeAt(at - 2) === 92 && 'nrt'.includes(text.charAt(at - 1));
}

function matchAt(
  text: string,
  start: number,
  { family, format, rest }: CompiledFormat,
  hasWord: (words: readonly string[]) => boolean,
): FormatMatch | null {
  if (!text.startsWith(format.prefix, start)) return null;
  if (format.prefix.length <= SHORT_UNITS_MAX && text.charCodeAt(start - 1) === DOT) return null;
  rest.lastIndex = start + format.prefix.length;
  const body = rest.exec(text)?.[0];
  if (body === undefined || (format.words !== undefined && !hasWord(format.words))) return null;
  const confidence = confidenceOf(format, body);
  if (confidence === 0) return null;
  const end = start + format.prefix.length + body.length;
  return { family, provider: format.provider, start, end, confidence, example: confidence <= EXAMPLE };
}

function confidenceOf(format: SecretFormat, body: string): number {
  if (isFiller(longestPart(body))) return format.filler === true ? FILLER : EXAMPLE;
  if (format.mixed === true && !isMixed(body)) return 0;
  if (isPlaceholderWord(body) || isPlaceholder(longestPart(body))) return EXAMPLE;
  if (format.checksum === undefined) return PLAIN;
  return endsInChecksum(body) ? CHECKED : UNCHECKED;
}

/** Numbers of accounts stand before the secret part of some tokens. */
function longestPart(body: string): string {
  return body.split(/[-_.]/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** Two digits, two letters, and no long lower-case word that a name would have. */
function isMixed(body: string): boolean {
  const digits = body.replace(/\D/g, '').length;
  return digits >= 2 && body.length - digits >= 2 && !/[a-z]{9,}|[A-Z]{12,}/.test(body);
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_CHARS = 6;

/**
 * The last six characters are the base62 CRC-32 of those before, as in classic tokens of GitHub and npm.
 * @see https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/
 */
export function endsInChecksum(body: string): boolean {
  const expected = [...body.slice(-CHECKSUM_CHARS)].reduce((sum, char) => sum * 62 + BASE62.indexOf(char), 0);
  return expected === crc32(body.slice(0, -CHECKSUM_CHARS));
}
