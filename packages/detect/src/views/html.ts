import { rewrite, type Spans, type TextView } from './view.js';

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,9}));?/gi;

/** References that can hide a literal: markup, punctuation and blanks. Letters are hidden by number. */
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  tab: '\t',
  newline: '\n',
  sol: '/',
  bsol: '\\',
  period: '.',
  comma: ',',
  colon: ':',
  semi: ';',
  excl: '!',
  quest: '?',
  num: '#',
  percnt: '%',
  equals: '=',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
  verbar: '|',
  vert: '|',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  dollar: '$',
  commat: '@',
  ast: '*',
  grave: '`',
  shy: '',
  zwj: '',
  zwnj: '',
  zerowidthspace: '',
};

export function htmlView(parent: TextView, spans: Spans | null = null): TextView | null {
  const decode = ([reference, decimal, hex, name]: RegExpExecArray): string | null => {
    if (name !== undefined) return reference.endsWith(';') ? (NAMED[name.toLowerCase()] ?? null) : null;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null;
  };
  return rewrite(parent, 'html', REFERENCE, decode, spans);
}
