import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner } from './scanner.js';
import { SHAPES } from './shapes.js';

const OF_RUNS = SHAPES.base64 | SHAPES.hex | SHAPES.token | SHAPES.base32;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const scanner = createScanner([['nothing of the kind']]);

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** What a run shows, said a character at a time. */
function shapesOf(run: string): number {
  if (run.length < 20) return 0;
  const values = [...run].map((char) => ALPHABET.indexOf(char.replace('-', '+').replace('_', '/')));
  const isAscii = (at: number): boolean => {
    const [first = 0, second = 0, third = 0] = values.slice(at, at + 3);
    return at + 4 <= run.length && first < 32 && !(second & 8) && !(third & 2) && first + second + third > 0;
  };
  let shapes = /[A-Z2-7]{24}/.test(run) ? SHAPES.base32 : 0;
  for (let at = 0; at < run.length; at++) {
    if ([0, 4, 8, 12, 16].every((step) => isAscii(at + step))) shapes |= SHAPES.base64;
    if (/^(?:[2-7][0-9a-f]){12}/i.test(run.slice(at))) shapes |= SHAPES.hex;
    const twenty = run.slice(at, at + 20);
    if (twenty.length === 20 && countOf(twenty, /\d/g) > 1 && countOf(twenty, /[a-z]/gi) > 1) shapes |= SHAPES.token;
  }
  return shapes;
}

const charsOf = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const bytes = fc.string({ maxLength: 60 }).map((text) => Buffer.from(text));
const stretch = fc.oneof(
  bytes.map((text) => text.toString('base64url')),
  bytes.map((text) => text.toString('hex')),
  charsOf('QZABCDEF234567', 30),
  charsOf('23456789abcdefAF', 30),
  charsOf('AAAAB', 30),
  charsOf('ghijkxyz_/+-', 40),
  charsOf('a1', 6),
);

describe('runs of token characters', () => {
  it('show what they show a character at a time, wherever they begin and whatever stands around them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(stretch, { maxLength: 4 }), fc.constantFrom(' ', '\n', '. ', '\u00e9', ': "')), {
          maxLength: 6,
        }),
        (pieces) => {
          const text = pieces.map(([run, between]) => run.join('') + between).join('');
          const expected = text.split(/[^\w+/-]+/).reduce((shapes, run) => shapes | shapesOf(run), 0);
          expect(scanner.scanTexts(text).shapes & OF_RUNS).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
