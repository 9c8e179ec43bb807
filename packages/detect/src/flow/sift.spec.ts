import { describe, expect, it } from 'vitest';
import { PrintTable } from './print-table.js';
import { printResult, setOwn } from './prints.js';
import { runsOf } from './runs.js';
import { Sent } from './sent.js';
import { ANYHOW, AS_IT_IS, sift } from './sift.js';
import { type SentText, sentTexts } from './texts.js';

const WORDS = 'ledger harbour invoice winter Łódź näive plum quartz 4417 river T-90871 jo@client.example stone'.split(
  ' ',
);
const SYLLABLES = 'ba ce di fo gu ka le mi no pu ra se ti vo'.split(' ');

const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % below;
  };
};
const proseOf = (random: (below: number) => number, words: number): string =>
  Array.from({ length: words }, () =>
    random(3) === 0
      ? (WORDS[random(WORDS.length)] ?? '')
      : Array.from({ length: 1 + random(4) }, () => SYLLABLES[random(SYLLABLES.length)]).join(''),
  ).join(' ');

/** What a value may be made of a part of a result. */
const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => [...text].reverse().join(''),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
  encodeURIComponent,
  (text) => JSON.stringify(JSON.stringify(text)),
  (text) => `C:\\n\\temp\\${text}`,
];

const learned = (text: string): PrintTable => {
  const table = new PrintTable(256);
  setOwn(new Sent(null, ''));
  const prints = printResult(Buffer.from(JSON.stringify({ result: { content: [{ type: 'text', text }] } })));
  table.makeRoom(prints, 1);
  table.putAll(prints, 1);
  return table;
};

/** Whether a close reading of a text meets a print of the result. */
const shares = ({ text }: SentText, table: PrintTable): boolean => {
  const { prints, tokens } = runsOf(text);
  return (
    prints.some((print) => print !== 0 && table.find(print) !== 0) ||
    tokens.some(({ print }) => table.find(print) !== 0)
  );
};

describe('sifting', () => {
  it('lets no value through that a close reading would find something in', () => {
    let found = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = randomFrom(seed);
      const text = proseOf(random, 60);
      const table = learned(text);
      const args = Object.fromEntries(
        Array.from({ length: 1 + random(5) }, (_, i) => {
          const start = random(text.length - 60);
          const part = text.slice(start, start + 8 + random(50));
          const disguise = DISGUISES[random(DISGUISES.length)] ?? String;
          return [`m${i}`, random(2) === 0 ? proseOf(randomFrom(seed * 31 + i), 6) : disguise(part)];
        }),
      );
      const sent = new Sent(args, '/arguments');
      const { suspects } = sift(sent, sent.load(), { results: table, sentences: null });
      const looked = sentTexts(suspects);
      for (const text of sentTexts(sent.leaves.map((leaf) => ({ leaf, as: ANYHOW })))) {
        if (!shares(text, table)) continue;
        found += 1;
        expect(looked, `${seed}: ${text.view} ${text.text}`).toContainEqual(text);
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  it('lets nearly everything through that shares nothing', () => {
    const table = learned(proseOf(randomFrom(7), 400));
    let suspected = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = randomFrom(seed * 7_919);
      const fresh = (words: number) =>
        Array.from({ length: words }, () => random(2_000_000_000).toString(36).replace(/\d/g, '')).join(' ');
      const sent = new Sent({ query: fresh(20), path: `src/${fresh(1)}/index.ts`, limit: seed }, '/arguments');
      const { suspects, whole } = sift(sent, sent.load(), { results: table, sentences: null });
      suspected += suspects.length + Math.sign(whole);
    }
    expect(suspected).toBeLessThan(10);
  });

  it('tells a text that is cut over values', () => {
    const text = 'the north gate opens at nine and the south gate stays shut';
    const table = learned(text);
    const pieces = text.match(/.{1,11}/g) ?? [];
    const sent = new Sent({ pieces }, '');
    const { whole } = sift(sent, sent.load(), { results: table, sentences: null });
    expect(whole & AS_IT_IS).toBe(AS_IT_IS);
  });

  it.each<[string, unknown]>([
    ['values that end with half an escape', { a: 'the ledger of the harbour\\', b: 'n of winter' }],
    ['halves of one character in two values', { a: 'stone \ud83d', b: '\ude00 river' }],
    ['more bytes than are read at a time', { a: 'x'.repeat(300_000) }],
  ])('looks closely at what it cannot tell apart: %s', (_what, args) => {
    const table = learned('plum');
    const sent = new Sent(args, '');
    const { suspects, isTold } = sift(sent, sent.load(), { results: table, sentences: null });
    expect([suspects.map(({ leaf }) => leaf), isTold]).toEqual([sent.leaves, false]);
  });
});
