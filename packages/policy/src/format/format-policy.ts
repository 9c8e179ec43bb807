import { isDeepStrictEqual } from 'node:util';
import { parseDocument, visit } from 'yaml';
import { parsePolicy } from '../document/parse-policy.js';
import { takeFoldedTexts } from './folded-text.js';

const WIDTH = 120;
/** Comments may move once; what is not settled then is left as it was. */
const ROUNDS_MAX = 4;

/** `[a, b]` beside `{ a: b }`, as people write them; the library pads both or neither. */
const tightenLists = (text: string): string => {
  const blanks = new Set<number>();
  visit(parseDocument(text, { uniqueKeys: false, logLevel: 'error' }), {
    Seq: (_key, { flow, range }) => {
      if (flow !== true || range === null || range === undefined) return;
      const [start, end] = range;
      if (/^\[ \S/.test(text.slice(start, start + 3))) blanks.add(start + 1);
      if (/\S \]$/.test(text.slice(end - 3, end))) blanks.add(end - 2);
    },
  });
  return blanks.size === 0 ? text : Array.from(text.split(''), (unit, at) => (blanks.has(at) ? '' : unit)).join('');
};

const writeOnce = (text: string): string => {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'error' });
  const folded = takeFoldedTexts(document, text);
  const written = document.toString({ indent: 2, indentSeq: true, lineWidth: WIDTH, minContentWidth: 0 });
  const trimmed = folded.restore(written).replace(/[ \t]+$/gm, '');
  return tightenLists(trimmed.replace(/\n{3,}/g, '\n\n'));
};

/**
 * Lays a policy out in the one way: two blanks for each level, lines of 120 characters, no blanks at their ends. Comments stay,
 * and so do the order of keys, the lines of folded conditions, and flow or block style. What it means does not change, and
 * formatting it again changes nothing. A text that cannot be read as a policy comes back as it is.
 * @param text  YAML or JSON, at most 512 KiB
 */
export const formatPolicy = (text: string): string => {
  const before = parsePolicy(text);
  if (!before.ok) return text;
  let current = text;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = writeOnce(current);
    if (next === current) return current;
    const after = parsePolicy(next);
    if (!after.ok || !isDeepStrictEqual(after.document, before.document)) return text;
    current = next;
  }
  return text;
};
