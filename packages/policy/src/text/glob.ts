/** Tells whether a whole string matches. */
export type TextTest = (text: string) => boolean;

/** True when the pattern holds no wildcard, so that it matches exactly itself. */
export const isLiteralGlob = (pattern: string): boolean => !pattern.includes('*') && !pattern.includes('?');

/** Greedy with one way back, to the last `*`: at most `text × pattern` steps and never exponential. */
const matchesPoints = (text: readonly string[], pattern: readonly string[]): boolean => {
  let at = 0;
  let p = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p;
      resume = at;
      p += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[at])) {
      at += 1;
      p += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      p = star + 1;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
};

/** Pieces between stars, found from left to right; the last one is anchored to the end. */
const matchesPieces = (text: string, pieces: readonly string[]): boolean => {
  const first = pieces[0] ?? '';
  const last = pieces[pieces.length - 1] ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (let index = 1; index < pieces.length - 1; index += 1) {
    const piece = pieces[index] ?? '';
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
};

/**
 * Compiles one glob: `*` is any run of characters, `/` included; `?` is one character (a code point); everything else is
 * itself, and case counts. The whole text has to match. No regular expression is involved.
 */
export const compileGlob = (pattern: string): TextTest => {
  if (isLiteralGlob(pattern)) return (text) => text === pattern;
  if (/^\*+$/.test(pattern)) return () => true;
  if (!pattern.includes('?')) {
    const pieces = pattern.split('*');
    return (text) => matchesPieces(text, pieces);
  }
  const points = Array.from(pattern);
  return (text) => matchesPoints(Array.from(text), points);
};

/** Compiles a list of globs of which any may match; literals cost one look-up however many there are. */
export const compileGlobs = (patterns: readonly string[]): TextTest => {
  const literals = new Set(patterns.filter(isLiteralGlob));
  const tests = patterns.filter((pattern) => !isLiteralGlob(pattern)).map(compileGlob);
  const [only] = tests;
  if (only === undefined) return (text) => literals.has(text);
  if (tests.length === 1 && literals.size === 0) return only;
  return (text) => literals.has(text) || tests.some((test) => test(text));
};
