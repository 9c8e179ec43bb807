/** A text as phrases are looked for in it: lower case, without accents and unseen characters, blanks as one. */
export interface NormalText {
  readonly text: string;
  /** Where each unit stood in the original. */
  readonly at: Uint32Array;
}

const SPACE = ' ';
/** Ends a paragraph or a list item; single line breaks inside a paragraph are blanks. */
export const BREAK = '\n';

const isBlank = (code: number): boolean =>
  (code >= 9 && code <= 13) || code === 32 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a);
const isDash = (code: number): boolean => code === 45 || (code >= 0x2010 && code <= 0x2015);
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

const FOLDED = foldTable();

/** Latin, Greek and Cyrillic letters to their base in lower case. */
function foldTable(): readonly string[] {
  const table: string[] = [];
  for (let code = 0; code < 0x530; code++) {
    const lower = String.fromCharCode(code).toLowerCase();
    table.push(lower.normalize('NFD').charAt(0) || lower.charAt(0));
  }
  return table;
}

function fold(text: string, index: number, code: number): string {
  if (code < 0x530) return FOLDED[code] ?? '';
  if (code === 0x2018 || code === 0x2019) return "'";
  if (code >= 0xff01 && code <= 0xff5e && code !== 0xff01 && code !== 0xff1f && code !== 0xff1b && code !== 0xff1a)
    return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code >= 0x1e00 && code <= 0x1eff) return text.charAt(index).toLowerCase().normalize('NFD').charAt(0);
  return text.charAt(index);
}

const isLetter = (char: string): boolean => /[a-z]/.test(char);

/** One pass, one allocation per text; length at most that of the original. */
export function normalize(original: string): NormalText {
  const at = new Uint32Array(original.length + 1);
  let text = '';
  let length = 0;
  const push = (char: string, from: number): void => {
    text += char;
    at[length++] = from;
  };
  for (let i = 0; i < original.length; i++) {
    const code = original.charCodeAt(i);
    if (isUnseen(code)) continue;
    if (isBlank(code)) {
      const from = i;
      let lines = 0;
      for (; i < original.length && isBlank(original.charCodeAt(i)); i++) if (original.charCodeAt(i) === 10) lines += 1;
      i -= 1;
      const item = lines > 0 && '-*•#→+0123456789|'.includes(original.charAt(i + 1));
      push(lines > 1 || item ? BREAK : SPACE, from);
      continue;
    }
    if (isDash(code)) {
      const last = text.charAt(length - 1);
      // A hyphen between blanks begins an item of a list written in one line.
      if (code === 45 && last === SPACE && isBlank(original.charCodeAt(i + 1))) push(BREAK, i);
      else if (last !== SPACE && last !== BREAK) push(SPACE, i);
      continue;
    }
    const char = fold(original, i, code);
    // French and Italian articles: `l'utilisateur` is two words, `don't` is one.
    const elided = char === "'" && length > 0 && isElision(text, length);
    push(elided ? SPACE : char, i);
  }
  at[length] = original.length;
  return { text, at };
}

function isElision(text: string, length: number): boolean {
  const before = text.charAt(length - 1);
  const first = text.charAt(length - 2);
  return 'ldsncjm'.includes(before) && (length < 2 || !isLetter(first));
}
