import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner, nothingSeen, type Seen } from '../scan/scanner.js';
import { SHAPES } from '../scan/shapes.js';
import { PART_STEP_UNITS, PART_UNITS, PartCursor, SCAN_STEP_UNITS, SCAN_UNITS } from './parts.js';

const GROUPS = [['alpha'], ['omega'], ['a longer literal']];
const REACH = 200;
const scanner = createScanner(GROUPS, [{ groups: [0, 1], reach: REACH }]);
const NAME = 'text';

const copyOf = ({ words, shapes }: Readonly<Seen>): Seen => ({ words: Int32Array.from(words), shapes });
const alone = (text: string): Seen => copyOf(scanner.scanPlaced(NAME, text).seen);
const isWithin = (part: Seen, whole: Seen): boolean =>
  part.words.every((word, i) => (word & ~(whole.words[i] ?? 0)) === 0) && (part.shapes & ~whole.shapes) === 0;

const startsOf = (units: number): number[] => {
  const starts = [];
  for (let at = 0; ; at += PART_STEP_UNITS) {
    starts.push(at);
    if (at + PART_UNITS >= units) return starts;
  }
};

/** Things to see, and fillers of any width, planted about where parts begin and end. */
const planted = fc.record({
  filler: fc.constantFrom('. ', 'word ', '\u00e9t\u00e9 ', '\u5fd8 ', '\ud83d\ude00 '),
  units: fc.integer({ min: 1, max: 12_000 }),
  things: fc.array(
    fc.tuple(
      fc.constantFrom('alpha', 'omega', 'a longer literal', '%41', '&lt;', '\u200b', 'Zm9vYmFyIGZvb2JhciBmb29iYXI'),
      fc.constantFrom(0, PART_STEP_UNITS, PART_UNITS, 2 * PART_STEP_UNITS, PART_STEP_UNITS + PART_UNITS),
      fc.integer({ min: -30, max: 30 }),
    ),
    { maxLength: 8 },
  ),
});

const textOf = ({ filler, units, things }: { filler: string; units: number; things: [string, number, number][] }) => {
  let text = filler.repeat(Math.ceil(units / filler.length));
  for (const [thing, seam, shift] of things) {
    const at = Math.min(text.length, Math.max(0, seam + shift));
    text = `${text.slice(0, at)}${thing}${text.slice(at)}`;
  }
  return text;
};

describe('parts', () => {
  it('cover a text and overlap by what detectors see whole', () => {
    expect(PART_UNITS - PART_STEP_UNITS).toBe(512);
    // The last part of one scan and the first of the next are neighbours.
    expect(SCAN_UNITS - PART_UNITS + PART_STEP_UNITS).toBe(SCAN_STEP_UNITS);
  });

  it('show to one scan what each shows to a scan of its own, and nothing that does not stand in them or just in front', () => {
    fc.assert(
      fc.property(planted, (plan) => {
        const text = textOf(plan);
        const starts = startsOf(text.length);
        const expected = starts.map((at) => alone(text.slice(at, at + PART_UNITS)));
        const wider = starts.map((at) => alone(text.slice(Math.max(0, at - 2 * REACH), at + PART_UNITS + 2 * REACH)));
        const cursor = new PartCursor(scanner.scanPlaced(NAME, text));
        starts.forEach((at, i) => {
          cursor.moveTo(at, Math.min(text.length, at + PART_UNITS));
          expect(isWithin(expected[i] ?? nothingSeen(), cursor.seen)).toBe(true);
          expect(isWithin(cursor.seen, wider[i] ?? nothingSeen())).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('know what the name they stand under shows', () => {
    const text = '. '.repeat(4000);
    const cursor = new PartCursor(scanner.scanPlaced('alpha', text));
    cursor.moveTo(PART_STEP_UNITS, PART_STEP_UNITS + PART_UNITS);
    expect([...cursor.seen.words].some((word) => word !== 0)).toBe(true);
  });

  it('have the shapes that stand in them and not those of the whole', () => {
    const text = `${'. '.repeat(3000)}%41${'. '.repeat(3000)}`;
    const cursor = new PartCursor(scanner.scanPlaced(NAME, text));
    const percent = startsOf(text.length).map((at) => {
      cursor.moveTo(at, Math.min(text.length, at + PART_UNITS));
      return (cursor.seen.shapes & SHAPES.percent) !== 0;
    });
    expect(percent.filter(Boolean).length).toBeLessThanOrEqual(2);
    expect(percent).toContain(true);
  });
});
