import { describe, expect, it } from 'vitest';
import { createScanner } from '../scan/scanner.js';
import { stretchesOf } from './stretches.js';

const scanner = createScanner([['alpha'], ['omega'], ['other']], [{ groups: [0, 1], reach: 200 }]);
/** Groups 0 to 2; the first rule is bit 256. */
const reaching = (...bits: readonly (readonly [bit: number, reach: number])[]): Uint16Array => {
  const reaches = new Uint16Array(512);
  for (const [bit, reach] of bits) reaches[bit] = reach + 1;
  return reaches;
};
const find = (text: string, reaches: Uint16Array) => {
  const { marks, count, start } = scanner.scanPlaced('k', text);
  return stretchesOf(text, { marks, first: 0, last: count, start }, reaches);
};

describe('stretches', () => {
  it('hold what was seen and what stands around it', () => {
    const text = `${'. '.repeat(1000)}alpha${'. '.repeat(1000)}`;
    expect(find(text, reaching([0, 0]))).toEqual([{ start: 1603, end: 2404 }]);
  });

  it('begin before the first literal of a rule', () => {
    const text = `${'. '.repeat(1000)}alpha${'. '.repeat(90)}omega${'. '.repeat(1000)}`;
    const [stretch] = find(text, reaching([256, 200])) ?? [];
    expect(text.slice(stretch?.start, stretch?.end)).toMatch(/alpha[. ]+omega/);
  });

  it('are one where they touch and several where they do not', () => {
    const far = '. '.repeat(1500);
    expect(find(`${far}alpha and alpha${far}alpha${far}`, reaching([0, 0]))).toHaveLength(2);
  });

  it('stand where the text has them, whatever its characters take in bytes', () => {
    for (const char of ['\u00e9', '\u5ffd', '\ud83d\ude00']) {
      const text = `${char.repeat(900)}alpha${char.repeat(900)}`;
      const [stretch] = find(text, reaching([0, 0])) ?? [];
      const at = text.indexOf('alpha') + 'alph'.length;
      expect(stretch?.end).toBe(at + 400);
    }
  });

  it('are not told of what does not matter, of most of a text and of too many marks', () => {
    const filler = '. '.repeat(1000);
    expect(find(`${filler}other${filler}`, reaching([0, 0]))).toBeNull();
    expect(find('alpha in a short text', reaching([0, 0]))).toBeNull();
    expect(scanner.scanPlaced('k', 'alpha '.repeat(5000)).count).toBe(-1);
  });
});
