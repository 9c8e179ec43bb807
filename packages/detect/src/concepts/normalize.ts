/** A text as phrases are looked for in it: lower case, without accents and unseen characters, blanks as one. */
export interface NormalText {
  readonly text: string;
  /** Where each unit stood in the original; one more for the end. */
  readonly at: Uint32Array;
}

/** Ends a paragraph or a list item; single line breaks inside a paragraph are blanks. */
export const BREAK = '\n';

const SPACE_CODE = 32;
const BREAK_CODE = 10;
const APOSTROPHE = 39;
const HYPHEN = 45;
const TABLE_UNITS = 0x530;
const UNSEEN = 0xffff;
/** Full stops of other scripts keep their form, since they end sentences whatever stands behind them. */
const KEPT_FULL_WIDTH = new Set([0xff01, 0xff1a, 0xff1b, 0xff1f]);
const LIST_MARKS = new Set([...'-*•#→+0123456789|'].map((char) => char.charCodeAt(0)));
const ELIDED = new Set([...'ldsncjm'].map((char) => char.charCodeAt(0)));

const isBlank = (code: number): boolean =>
  (code >= 9 && code <= 13) ||
  code === SPACE_CODE ||
  code === 0xa0 ||
  code === 0x3000 ||
  (code >= 0x2000 && code <= 0x200a);

const isUnseen = (code: number): boolean =>
  (code >= 0x300 && code <= 0x36f) ||
  code === 0xad ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  code === 0xfeff ||
  code === 0x3164 ||
  code === 0xffa0 ||
  code === 0x115f ||
  code === 0x1160;

/** Latin, Greek and Cyrillic letters to their base in lower case. */
const FOLDED = Uint16Array.from({ length: TABLE_UNITS }, (_, code) => {
  if (isUnseen(code)) return UNSEEN;
  if (isBlank(code)) return SPACE_CODE;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.normalize('NFD').charCodeAt(0) || code;
});

function fold(code: number): number {
  if (code < TABLE_UNITS) return FOLDED[code] ?? code;
  if (code === 0x2018 || code === 0x2019) return APOSTROPHE;
  if (code >= 0x2010 && code <= 0x2015) return HYPHEN;
  if (isUnseen(code)) return UNSEEN;
  if (isBlank(code)) return SPACE_CODE;
  if (code >= 0xff01 && code <= 0xff5e && !KEPT_FULL_WIDTH.has(code)) return FOLDED[code - 0xfee0] ?? code;
  if (code >= 0x1e00 && code <= 0x1eff) return String.fromCharCode(code).toLowerCase().normalize('NFD').charCodeAt(0);
  return code;
}

/** One pass; the result is at most as long as the original. */
export function normalize(original: string): NormalText {
  const at = new Uint32Array(original.length + 1);
  const units = new Uint16Array(original.length);
  let length = 0;
  for (let i = 0; i < original.length; i++) {
    const raw = original.charCodeAt(i);
    const code = fold(raw);
    if (code === UNSEEN) continue;
    const from = i;
    let unit = code;
    if (code === SPACE_CODE) {
      let lines = 0;
      for (; i < original.length && isBlank(original.charCodeAt(i)); i++) if (original.charCodeAt(i) === 10) lines += 1;
      const item = lines > 0 && LIST_MARKS.has(original.charCodeAt(i));
      i -= 1;
      unit = lines > 1 || item ? BREAK_CODE : SPACE_CODE;
    } else if (code === HYPHEN) {
      const last = length === 0 ? SPACE_CODE : (units[length - 1] ?? 0);
      // A hyphen between blanks begins an item of a list written in one line; a dash only joins.
      const item = raw === HYPHEN && last === SPACE_CODE && isBlank(original.charCodeAt(i + 1));
      if (!item && (last === SPACE_CODE || last === BREAK_CODE)) continue;
      unit = item ? BREAK_CODE : SPACE_CODE;
    } else if (code === APOSTROPHE && isElision(units, length)) {
      unit = SPACE_CODE;
    }
    units[length] = unit;
    at[length] = from;
    length += 1;
  }
  at[length] = original.length;
  return { text: Buffer.from(units.buffer, 0, length * 2).toString('utf16le'), at };
}

/** French and Italian articles: `l'utilisateur` is two words, `don't` is one. */
function isElision(units: Uint16Array, length: number): boolean {
  if (length === 0 || !ELIDED.has(units[length - 1] ?? 0)) return false;
  const before = length < 2 ? SPACE_CODE : (units[length - 2] ?? 0);
  return before < 97 || before > 122;
}
