import { type Document, isScalar, Scalar, visit } from 'yaml';

/** Texts that are folded by hand, which the library would fold anew at its own width. */
export interface FoldedTexts {
  /** Puts the lines back where the library wrote their places. */
  restore(text: string): string;
}

/** `>` and `>-` without an indentation of their own. */
const HEADER = /^>-?[ \t]*$/;

const dedent = (lines: readonly string[]): readonly string[] => {
  const widths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = Math.min(...widths);
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(least).trimEnd()));
};

interface Folded {
  readonly header: string;
  readonly lines: readonly string[];
}

const foldedAt = (source: string, node: Scalar): Folded | null => {
  if (node.type !== Scalar.BLOCK_FOLDED || node.range === null || node.range === undefined) return null;
  const [header = '', ...body] = source.slice(node.range[0], node.range[1]).split(/\r\n|\r|\n/);
  if (!HEADER.test(header)) return null;
  while (body.length > 0 && body[body.length - 1]?.trim() === '') body.pop();
  return body.length === 0 ? null : { header: header.trim(), lines: dedent(body) };
};

/** Takes folded texts out of a document, leaving words that stand nowhere else in their places. */
export const takeFoldedTexts = (document: Document, source: string): FoldedTexts => {
  let word = 'folded';
  while (source.includes(word)) word += 'x';
  const taken: Folded[] = [];
  visit(document, {
    Pair: (_key, pair) => {
      const folded = isScalar(pair.value) ? foldedAt(source, pair.value) : null;
      if (folded === null || !isScalar(pair.value)) return;
      pair.value.value = `${word}${taken.length}`;
      pair.value.type = Scalar.PLAIN;
      taken.push(folded);
    },
  });
  const place = new RegExp(`^((?:[ \\t]|- )*)(.*: )${word}([0-9]+)$`, 'gm');
  return {
    restore: (text) =>
      text.replace(place, (line, indent: string, key: string, index: string) => {
        const folded = taken[Number(index)];
        if (folded === undefined) return line;
        const inner = ' '.repeat(indent.length + 2);
        return [
          `${indent}${key}${folded.header}`,
          ...folded.lines.map((each) => (each === '' ? '' : inner + each)),
        ].join('\n');
      }),
  };
};
