/**
 * JSON with comments and trailing commas, as editors keep their settings, made into JSON of the same length: what is taken out
 * becomes blanks, so that every place stays where it was.
 */
export const toPlainJson = (text: string): string => {
  let plain = '';
  let at = 0;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g)) {
    const [found] = match;
    plain += text.slice(at, match.index) + (found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '));
    at = match.index + found.length;
  }
  return plain + text.slice(at);
};

/** 1-based; columns count UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};
