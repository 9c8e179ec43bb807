import { rewrite, type Spans, type TextView } from './view.js';

const ESCAPE = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([nrtbf"'\\/]))/gi;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' };

/** JSON, or a program's string, inside the text: its escapes undone. */
export function jsonView(parent: TextView): TextView | null {
  return rewrite(parent, 'json', ESCAPE, ([, unit, byte, char]) => {
    if (char !== undefined) return CONTROLS[char] ?? char;
    return String.fromCharCode(Number.parseInt(unit ?? byte ?? '', 16));
  });
}

const MARKUP =
  /<!--|-->|<\/?([a-z][a-z0-9]{0,15})(?:\s[^<>]{0,300})?\/?>|!?\[([^[\]\n]{0,200})\]\([^()\s]{0,500}\)|\*{1,3}|__|~~|`{1,3}/gi;
/** Tags that begin a new line or cell; all others stand inside a word as well as beside one. */
const BLOCK = /^(?:br|p|div|li|ul|ol|tr|td|th|h\d|table|section|pre|blockquote)$/i;

/** The words of a text without the marks of HTML and Markdown between them. */
export function markupView(parent: TextView, spans: Spans | null = null): TextView | null {
  return rewrite(
    parent,
    'markdown',
    MARKUP,
    ([, tag, label]) => label ?? (tag !== undefined && BLOCK.test(tag) ? ' ' : ''),
    spans,
  );
}
