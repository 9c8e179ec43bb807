/**
 * JSON with comments and trailing commas, as editors keep their settings, made into JSON of the same length: what is taken out
 * becomes blanks, so that every place stays where it was.
 */
export const toPlainJson = (text: string): string => {
  const pieces: string[] = [];
  let at = 0;
  /** Index in `pieces` of a comma that nothing but blanks and comments has followed. */
  let comma = -1;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    pieces.push(text.slice(at, match.index));
    at = match.index + token.length;
    if (token.startsWith('//') || token.startsWith('/*')) {
      pieces.push(token.replace(/[^\n]/g, ' '));
      continue;
    }
    if ((token === '}' || token === ']') && comma >= 0) pieces[comma] = ' ';
    comma = token === ',' ? pieces.length : -1;
    pieces.push(token);
  }
  return pieces.join('') + text.slice(at);
};

/** A string, a comment (to the end of the text where it does not end), a sign, or whatever else is no blank. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[,}\]]|[^\s"/,}\]]+|\//g;

/** 1-based; columns count UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};
