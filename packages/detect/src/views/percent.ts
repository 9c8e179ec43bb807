import { rewrite, type Spans, type TextView } from './view.js';

/**
 * Escapes that touch are decoded together, since a character may take several. `%25` before two hex digits is decoded in the
 * next round of views; `%u002e` is IIS style; bytes that are no UTF-8 (overlong forms of ASCII among them) are read by their
 * low bits, as careless decoders do.
 */
const ESCAPES = /%u[0-9a-f]{4}|%[0-7][0-9a-f]|%[89a-f][0-9a-f](?:%[89a-f][0-9a-f]){0,5}/gi;
/** Code points that old Windows servers turn into separators. */
const BEST_FIT: Readonly<Record<string, string>> = {
  '2215': '/',
  '2216': '\\',
  efc8: '\\',
  f025: '/',
  ff0f: '/',
  ff3c: '\\',
};

export function percentView(parent: TextView, spans: Spans | null = null): TextView | null {
  return rewrite(parent, 'percent', new RegExp(ESCAPES), ([run]) => decodeRun(run), spans);
}

function decodeRun(run: string): string {
  if (/^%u/i.test(run)) {
    const hex = run.slice(2).toLowerCase();
    return BEST_FIT[hex] ?? String.fromCharCode(Number.parseInt(hex, 16)).normalize('NFKC');
  }
  const bytes = run
    .split('%')
    .slice(1)
    .map((hex) => Number.parseInt(hex, 16));
  try {
    return decodeURIComponent(run);
  } catch {
    return decodeLeniently(bytes);
  }
}

/** Overlong sequences such as `c0 ae` (dot) and `e0 80 af` (slash), and the classic off-by-one forms `c1 9c` and `c0 2f`. */
function decodeLeniently(bytes: readonly number[]): string {
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    const extra = lead >= 0xfc ? 5 : lead >= 0xf8 ? 4 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    let point = lead & (0x7f >> (extra + (extra > 0 ? 1 : 0)));
    for (let k = 1; k <= extra; k++) point = point * 64 + ((bytes[i + k] ?? 0) & 0x3f);
    out += point < 0x80 ? String.fromCharCode(point) : '\ufffd';
    i += extra + 1;
  }
  return out;
}
