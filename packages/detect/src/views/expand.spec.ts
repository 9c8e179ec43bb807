import { describe, expect, it } from 'vitest';
import { SHAPES } from '../scan/shapes.js';
import { compatView } from './compat.js';
import { base64Views, hexViews } from './encoded.js';
import { VIEW_FACTOR_MAX, visitViews } from './expand.js';
import { htmlView } from './html.js';
import { strippedView, tagsView } from './invisible.js';
import { percentView } from './percent.js';
import { rawView, type TextView } from './view.js';

/** The original characters that a word of the view was made from. */
function source(original: string, view: TextView | null | undefined, word: string): string {
  const at = view?.text.indexOf(word) ?? -1;
  expect(at).toBeGreaterThanOrEqual(0);
  const [start, end] = view?.origin(at, at + word.length) ?? [0, 0];
  return original.slice(start, end);
}

describe('views map back to what encoded them', () => {
  it('percent escapes, several bytes to a character and several characters to a run', () => {
    const text = 'see %69gnore%20%C3%A9t%C3%A9 end';
    expect(source(text, percentView(rawView(text)), 'ignore')).toBe('%69gnore');
    expect(source(text, percentView(rawView(text)), '\u00e9t\u00e9')).toBe('%C3%A9t%C3%A9');
  });

  it('overlong and IIS forms', () => {
    expect(percentView(rawView('..%c0%af..%u2215x'))?.text).toBe('../../x');
    expect(percentView(rawView('%252e'))?.text).toBe('%2e');
  });

  it('character references', () => {
    const text = 'a &lt;b&gt; &#x69;gnore &amp x';
    expect(htmlView(rawView(text))?.text).toBe('a <b> ignore &amp x');
    expect(source(text, htmlView(rawView(text)), 'ignore')).toBe('&#x69;gnore');
  });

  it('look-alikes and compatibility letters', () => {
    const text = 'an \uff49gn\u043er\u0435 \u{1d42e}p';
    expect(compatView(rawView(text))?.text).toBe('an ignore up');
    expect(source(text, compatView(rawView(text)), 'up')).toBe('\u{1d42e}p');
  });

  it('invisible characters removed, tags and selectors read', () => {
    const text = 'ig\u200bno\u2060re it';
    expect(source(text, strippedView(rawView(text)), 'ignore')).toBe('ig\u200bno\u2060re');
    const tagged = `x${[...'key'].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join('')}`;
    expect(tagsView(rawView(tagged))?.text).toBe('key');
    const selected = [...'key'].map((char) => String.fromCodePoint(0xe0100 + char.charCodeAt(0) - 16)).join('');
    expect(tagsView(rawView(`x${selected}`))?.text).toBe('key');
  });

  it('base64 and hex at any alignment', () => {
    const run = Buffer.from('open the door now').toString('base64');
    for (const prefix of ['', 'a', 'ab', 'abc']) {
      const text = `v=${prefix}${run} end`;
      expect(source(text, base64Views(rawView(text))[0], 'the door')).toContain(run.replace(/=+$/, ''));
    }
    expect(hexViews(rawView(Buffer.from('open the door').toString('hex')))[0]?.text).toBe('open the door');
  });

  it('leave text without anything to decode alone', () => {
    const view = rawView('plain text');
    expect([percentView(view), htmlView(view), compatView(view), strippedView(view), tagsView(view)]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([...base64Views(view), ...hexViews(view)]).toEqual([]);
  });
});

describe('visiting views', () => {
  it('decodes at most four deep', () => {
    let text = 'the secret sentence itself';
    for (let i = 0; i < 6; i++) text = Buffer.from(text).toString('base64');
    const depths: number[] = [];
    visitViews(rawView(text), (view) => {
      depths.push(view.depth);
      return SHAPES.base64;
    });
    expect(Math.max(...depths)).toBe(4);
  });

  it('decodes at most its budget of a bomb', () => {
    const bomb = '%41'.repeat(30_000);
    let units = 0;
    visitViews(rawView(bomb), (view) => {
      if (view.depth > 0) units += view.text.length;
      return SHAPES.percent | SHAPES.entity | SHAPES.base64 | SHAPES.hex;
    });
    expect(units).toBeLessThanOrEqual(bomb.length * VIEW_FACTOR_MAX);
  });
});
