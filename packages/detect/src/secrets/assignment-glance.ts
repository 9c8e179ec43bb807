/**
 * Whether a text may hold a value under a name that calls it a secret: one look at every character, closer ones only behind
 * `:`, `=`, `>`, `,` and `|`. Says yes to everything that the expressions of `secret.assignment` find and `judgeAssignment`
 * takes for a secret, and no to most of what is written about names: prose, code, references.
 */

const DIGIT = 1;
const LOWER = 2;
const UPPER = 4;
/** Neither letter, digit, dot, dash nor underscore. */
const SIGN = 8;
/** What a value without quotation marks is made of. */
const BARE = 16;
const NAME = 32;
/** Blanks, quotation marks and backslashes: what stands between a name, its separator and its value. */
const BETWEEN = 64;
const SEPARATOR = 128;

const KINDS = new Uint8Array(128).map((_, code) => kindsOf(String.fromCharCode(code)));

function kindsOf(char: string): number {
  if (/[\s"'`\\]/.test(char)) return BETWEEN;
  const kind = /\d/.test(char) ? DIGIT : /[a-z]/.test(char) ? LOWER : /[A-Z]/.test(char) ? UPPER : 0;
  const sign = /[^\w.-]/.test(char) ? SIGN : 0;
  const bare = /[\w+/=.~!@%^*:|$#?-]/.test(char) ? BARE : 0;
  return kind | sign | bare | (sign === 0 ? NAME : 0) | (/[:=>,|]/.test(char) ? SEPARATOR : 0);
}

const kindAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code < 128) return KINDS[code] ?? 0;
  return /\s/.test(text.charAt(at)) ? BETWEEN : SIGN;
};

const BETWEEN_UNITS_MAX = 16;
const VALUE_UNITS_MIN = 8;
const VALUE_UNITS_MAX = 300;
const NAME_UNITS_MAX = 64;
const HEADER_UNITS_MIN = 10;

/** How a value looks; several may be so. */
const MACHINE_MADE = 1;
const MADE_UP = 2;
const IN_HEADER = 4;

/** Units read of values, for each that the text has: where signs stand one beside the other the expressions are cheaper. */
const READ_AGAIN_MAX = 32;

export function mayAssignSecret(text: string): boolean {
  let left = VALUE_UNITS_MAX * READ_AGAIN_MAX + text.length * READ_AGAIN_MAX;
  let runEnd = 0;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128 || ((KINDS[code] ?? 0) & SEPARATOR) === 0) continue;
    while (runEnd <= at || (runEnd < text.length && isInRun(text, runEnd))) runEnd += 1;
    left -= Math.min(VALUE_UNITS_MAX, runEnd - at);
    if (left < 0) return true;
    const looks = looksOfValue(text, at + 1);
    if (looks !== 0 && looks & looksFor(nameBefore(text, at))) return true;
  }
  return false;
}

/** Whether a name calls what it holds a secret. */
export const isSecretName = (name: string): boolean => looksFor(name.toLowerCase()) !== 0;

/** What a value under this name has to look like; 0 for a name that says nothing. */
function looksFor(name: string): number {
  if (/pass|pwd|secret/.test(name)) return MACHINE_MADE | MADE_UP;
  if (/auth|api/.test(name)) return MACHINE_MADE | IN_HEADER;
  return /token|key|cred|access/.test(name) ? MACHINE_MADE : 0;
}

/** The name that ends before a separator, in lower case; a type between them is passed over. */
function nameBefore(text: string, separator: number): string {
  let to = separator;
  for (let turn = 0; turn < 3; turn++) {
    const floor = Math.max(0, to - BETWEEN_UNITS_MAX);
    while (to > floor && isBeforeSeparator(text, to - 1)) to -= 1;
    let from = to;
    while (from > 0 && to - from < NAME_UNITS_MAX && kindAt(text, from - 1) & NAME) from -= 1;
    const name = text.slice(from, to).toLowerCase();
    if (name !== 'string') return name;
    to = from;
  }
  return '';
}

const isBeforeSeparator = (text: string, at: number): boolean =>
  (kindAt(text, at) & (BETWEEN | SEPARATOR)) !== 0 || ']?+.'.includes(text.charAt(at));

/** Where what stands between ends. */
function skip(text: string, from: number): number {
  let at = from;
  while (at < from + BETWEEN_UNITS_MAX && at < text.length && kindAt(text, at) & BETWEEN) at += 1;
  return at;
}

function looksOfValue(text: string, behind: number): number {
  const at = skip(text, behind);
  const end = endOfRun(text, at);
  // `Bearer` and its like, or a type.
  if ((end - at === 5 || end - at === 6) && kindAt(text, end) & BETWEEN) return looksOfRun(text, skip(text, end));
  return looksOfRun(text, at);
}

/** A run of what may be a value ends at a blank, a quotation mark or an angle bracket. */
const isInRun = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 92 || (code !== 60 && code !== 62 && (kindAt(text, at) & BETWEEN) === 0);
};

function endOfRun(text: string, from: number): number {
  const limit = Math.min(text.length, from + VALUE_UNITS_MAX);
  let at = from;
  while (at < limit && isInRun(text, at)) at += 1;
  return at;
}

/** The run as a whole, when a quotation mark ends it, or as far as a value goes without. */
function looksOfRun(text: string, from: number): number {
  const end = endOfRun(text, from);
  if (end - from < VALUE_UNITS_MIN || text.charAt(from) === '$') return 0;
  let bare = from;
  while (bare < end && kindAt(text, bare) & BARE) bare += 1;
  const alone = looksOf(text, from, bare);
  const closed = end < text.length && '"\'`'.includes(text.charAt(end));
  // A call or an index is no value.
  const quoted = closed && bare < end && !/[([]/.test(text.slice(from, end)) ? looksOf(text, from, end) : 0;
  const isCall = bare < text.length && '([{'.includes(text.charAt(bare));
  return quoted | (isCall ? alone & IN_HEADER : alone);
}

function looksOf(text: string, from: number, end: number): number {
  const length = end - from;
  if (length < VALUE_UNITS_MIN) return 0;
  let [digits, lower, upper, signs] = [0, 0, 0, 0];
  for (let at = from; at < end; at++) {
    const kind = kindAt(text, at);
    if (kind & DIGIT) digits += 1;
    else if (kind & LOWER) lower += 1;
    else if (kind & UPPER) upper += 1;
    else if (kind & SIGN) signs += 1;
  }
  const letters = lower + upper;
  const isMixed = length >= 10 && letters > 0 && (digits > 1 || (digits > 0 && lower > 0 && upper > 0));
  const kinds = (lower && 1) + (upper && 1) + (digits && 1) + (signs && 1);
  const looks =
    (isMixed || digits >= 15 ? MACHINE_MADE : 0) |
    (kinds > 2 || (kinds > 1 && length - letters - digits > 4) ? MADE_UP : 0);
  // Or base64 of a user and a password, which has letters of both cases.
  const inHeader = length >= HEADER_UNITS_MIN && (isMixed || (lower > 0 && upper > 0));
  return looks | (inHeader ? IN_HEADER : 0);
}
