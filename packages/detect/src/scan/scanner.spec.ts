import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeLiteral } from './automaton.js';
import { SCAN_WASM_BASE64 } from './scan.generated.js';
import { createScanner, hasBit, RULE_BIT, type Seen } from './scanner.js';
import { SHAPES } from './shapes.js';

const GROUPS = [
  ['abab', 'babc'],
  ['ignore all previous', 'all prev'],
  ['key=', '-----begin'],
  ['caf\u00e9 noir', '\u5ffd\u7565\u4e4b\u524d'],
  ['x y z', ' x y'],
];
/** Characters outside ASCII share classes: their group may be seen where only its like is, and is never missed. */
const EXACT = ~(1 << 3);
const scanner = createScanner(GROUPS);
const never = () => false;
const lowOf = ({ words }: Readonly<Seen>): number => words[0] ?? 0;

/** The definition of a hit, spelled out: lower-case ASCII, white space collapsed, substring. */
function naive(text: string): number {
  const lower = text.replace(/[A-Z]/g, (char) => char.toLowerCase()).replace(/[\t\n\v\f\r ]+/g, ' ');
  return GROUPS.reduce(
    (mask, literals, i) =>
      literals.some((literal) => lower.includes(normalizeLiteral(literal))) ? mask | (1 << i) : mask,
    0,
  );
}

/** JSON of a string with a share of its characters escaped in the long form. */
function escapeJson(text: string, every: number): string {
  return `"${[...text]
    .flatMap((char, i) =>
      i % every === 0
        ? [...Array(char.length)].map((_, k) => `\\u${char.charCodeAt(k).toString(16).padStart(4, '0')}`)
        : [JSON.stringify(char).slice(1, -1)],
    )
    .join('')}"`;
}

const piece = fc.oneof(
  fc.constantFrom(
    ...GROUPS.flat(),
    ...GROUPS.flat().map((literal) => literal.toUpperCase()),
    ' ',
    '\n\t ',
    '  \r\n',
    '"',
    '\\',
    '\ud83d\ude00',
    '\u00e9',
  ),
  fc.string({ unit: fc.constantFrom(...'abcx yz=-'), maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
const filler = fc.integer({ min: 0, max: 5000 }).map((length) => 'ab c'.repeat(length).slice(0, length));

describe('scanner', () => {
  it('finds exactly the literals a naive search finds, whatever the length, the case and the escapes', () => {
    fc.assert(
      fc.property(text, filler, text, fc.integer({ min: 1, max: 9 }), (before, middle, after, every) => {
        const whole = before + middle + after;
        const expected = naive(whole);
        const [low = 0] = scanner.scanTexts(whole).words;
        expect(low & EXACT).toBe(expected & EXACT);
        expect(low & expected).toBe(expected);
        expect(lowOf(scanner.scanJson(Buffer.from(escapeJson(whole, every)), never)) & expected).toBe(expected);
        expect(lowOf(scanner.scanJson(Buffer.from(JSON.stringify(whole)), never)) & expected).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('misses nothing at a seam between lanes or between chunks', () => {
    const literal = 'ignore all previous';
    for (const length of [400, 1001, 33_000, 65_600, 98_304]) {
      const quarter = length >> 2;
      for (const seam of [quarter, quarter * 2, quarter * 3, 32_768 - 1, 65_536 - 1]) {
        for (let shift = -literal.length; shift <= 1; shift++) {
          const at = seam + shift;
          if (at < 0 || at + literal.length > length) continue;
          const planted = `${'.'.repeat(at)}${literal}${'.'.repeat(length - at - literal.length)}`;
          expect(lowOf(scanner.scanJson(Buffer.from(`"${planted}"`), never)) & 2).toBe(2);
        }
      }
    }
  });

  it('takes a run of white space of any length for one space, across every seam', () => {
    const blank = ' \n\t'.repeat(30_000);
    expect(lowOf(scanner.scanTexts(`ignore${blank}all previous`)) & 2).toBe(2);
    expect(lowOf(scanner.scanJson(Buffer.from(JSON.stringify(`ignore${blank}all${blank}previous`)), never)) & 2).toBe(
      2,
    );
  });

  it('reads escapes that are cut by the end of a chunk', () => {
    for (let pad = 32_740; pad < 32_776; pad++) {
      const json = `"${'.'.repeat(pad)}\\u0049\\u0067nore \\ud83d\\ude00 \\u0061ll prev"`;
      expect(lowOf(scanner.scanJson(Buffer.from(json), never)) & 2).toBe(2);
    }
  });

  it('keeps its memory however long the input is', () => {
    const before = process.memoryUsage().arrayBuffers;
    const big = Buffer.alloc(50 * 1024 * 1024, 'lorem ipsum ');
    const held = process.memoryUsage().arrayBuffers - before;
    expect(lowOf(scanner.scanJson(big, never))).toBe(0);
    expect(process.memoryUsage().arrayBuffers - before - held).toBeLessThan(4 * 1024 * 1024);
  });

  it('stops at the first chunk that is enough', () => {
    const json = Buffer.from(`"abab${'.'.repeat(200_000)}key="`);
    expect(lowOf(scanner.scanJson(json, (seen) => seen.words[0] !== 0))).toBe(1);
  });

  it('survives bytes that are no JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => scanner.scanJson(bytes, never) !== null),
      { numRuns: 300 },
    );
  });

  it('tells two hundred groups apart, whatever characters they are made of', () => {
    const groups = Array.from({ length: 256 }, (_, i) => [
      `<${String.fromCharCode(33 + (i % 94))} group ${'x'.repeat(i)}|`,
    ]);
    const wide = createScanner(groups);
    for (const i of [0, 31, 32, 63, 64, 200, 255]) {
      const seen = wide.scanTexts(`text ${groups[i]?.[0]} text`);
      expect(groups.flatMap((_, group) => (hasBit(seen, group) ? [group] : []))).toEqual([i]);
    }
  });

  it('refuses more groups or states than its tables hold', () => {
    expect(() => createScanner(Array.from({ length: 257 }, (_, i) => [`lit${i}`]))).toThrow(RangeError);
    const many = Array.from(
      { length: 80 },
      (_, i) => `${String.fromCharCode(97 + (i % 26), 97 + (i % 25))}${'abcdefghij'.repeat(90)}`,
    );
    expect(() => createScanner([many])).toThrow(RangeError);
  });

  it('finds literals of more states than it has rows at a time', () => {
    const letters = (seed: number, length: number): string =>
      Array.from({ length }, (_, i) =>
        String.fromCharCode(97 + ((Math.imul(seed + 7, i * 2_654_435 + 977) >>> 20) % 26)),
      ).join('');
    const groups = Array.from({ length: 250 }, (_, i) => [`${i}-${letters(i, 200)}`]);
    const crowded = createScanner(groups);
    for (const order of [groups, [...groups].reverse(), groups]) {
      const seen = crowded.scanTexts(order.map(([literal]) => literal).join(' '));
      expect(groups.every((_, group) => hasBit(seen, group))).toBe(true);
    }
    const some = groups.filter((_, i) => i % 3 === 0).map(([literal]) => literal);
    const json = crowded.scanJson(Buffer.from(JSON.stringify(some.join(' '))), never);
    expect(groups.every((_, group) => hasBit(json, group) === (group % 3 === 0))).toBe(true);
  });
});

describe('rules of nearness', () => {
  const near = createScanner(
    [['alpha'], ['beta', 'gamma'], ['delta']],
    [
      { groups: [0, 1], reach: 40 },
      { groups: [0, 1, 2], reach: 100 },
    ],
  );
  const holds = (value: string): [boolean, boolean] => {
    const seen = near.scanTexts(value);
    return [hasBit(seen, RULE_BIT), hasBit(seen, RULE_BIT + 1)];
  };

  it('hold when all groups end within reach, in any order', () => {
    expect(holds('alpha and beta')).toEqual([true, false]);
    expect(holds('gamma then ALPHA')).toEqual([true, false]);
    expect(holds('delta, beta and alpha')).toEqual([true, true]);
    expect(holds(`alpha${'.'.repeat(50)}beta`)).toEqual([false, false]);
    expect(holds(`alpha${'.'.repeat(50)}beta delta`)).toEqual([false, true]);
    expect(holds('alpha alpha')).toEqual([false, false]);
  });

  it('hold exactly where the distance says so, across lanes and chunks', () => {
    const distance = fc.integer({ min: 5, max: 80 });
    const lead = fc.oneof(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 8150, max: 8210 }),
      fc.integer({ min: 32_700, max: 32_800 }),
    );
    fc.assert(
      fc.property(lead, distance, fc.integer({ min: 0, max: 2000 }), (before, apart, after) => {
        const text = `${'.'.repeat(before)}alpha${'.'.repeat(apart - 4)}beta${'.'.repeat(after)}`;
        expect(holds(text)[0]).toBe(apart <= 40);
        const json = near.scanJson(Buffer.from(JSON.stringify(text)), never);
        expect(hasBit(json, RULE_BIT)).toBe(apart <= 40);
      }),
      { numRuns: 300 },
    );
  });

  it('forget what stood in the text before', () => {
    near.scanTexts('alpha');
    expect(holds('beta')).toEqual([false, false]);
  });
});

describe('shapes', () => {
  const shapesOf = (value: string) => scanner.scanJson(Buffer.from(JSON.stringify(value)), never).shapes;
  const ascii = 'open the pod bay doors';

  it.each([
    ['invisible', 'a\u200bb'],
    ['invisible', 'x\u{e0041}'],
    ['invisible', 'a\u202eb'],
    ['invisible', 'i\ufe0fgnore'],
    ['compat', '\uff49gnore'],
    ['compat', 'ign\u043ere'],
    ['compat', '\u{1d422}gnore'],
    ['percent', 'a%2eb'],
    ['percent', 'a%u002e'],
    ['entity', 'a&lt;b'],
    ['entity', 'a&#105;b'],
    ['base64', Buffer.from(ascii).toString('base64')],
    ['base64', `x${Buffer.from(ascii).toString('base64')}`],
    ['base64', Buffer.from(ascii, 'utf16le').toString('base64')],
    ['hex', Buffer.from(ascii).toString('hex')],
    ['token', 'a1b2c3d4e5f6g7h8i9j0'],
  ] as const)('%s is seen in %s', (shape, value) => {
    expect(shapesOf(value) & SHAPES[shape]).toBe(SHAPES[shape]);
  });

  it.each([
    'plain English prose, with numbers 12345 and a path /usr/local/share/documentation',
    'emoji \u26a0\ufe0f and \u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    '\u4e2d\u6587\uff0c\u6807\u70b9\uff08\u5168\u89d2\uff09',
    '\u043e\u0431\u044b\u0447\u043d\u044b\u0439 \u0442\u0435\u043a\u0441\u0442 and English',
    '100 % of AT&T customers; a && b',
    'internationalization-and-localization',
  ])('nothing is seen in %s', (value) => {
    expect(shapesOf(value)).toBe(0);
  });

  it('does not see base64 or hex where the bytes are no text', () => {
    expect(
      shapesOf('sha512-7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069') &
        (SHAPES.base64 | SHAPES.hex),
    ).toBe(0);
  });

  it('sees the same in chunks as in one piece', () => {
    const shape = fc.constantFrom(
      'a\u200bb',
      '\uff49',
      '%2e',
      '&lt;',
      Buffer.from(ascii).toString('base64'),
      Buffer.from(ascii).toString('hex'),
      'a1b2c3d4e5f6g7h8i9j0',
    );
    fc.assert(
      fc.property(shape, fc.integer({ min: 32_690, max: 32_790 }), (value, pad) => {
        const alone = shapesOf(` ${value} `);
        expect(shapesOf(`${'. '.repeat(pad / 2)} ${value} ${'. '.repeat(40)}`) & alone).toBe(alone);
      }),
      { numRuns: 200 },
    );
  });
});

describe('generated module', () => {
  it('is what the compiler makes of the source', async () => {
    const script = new URL('../../scripts/build-wasm.mjs', import.meta.url).href;
    const { compile } = (await import(script)) as { compile: () => Promise<Buffer> };
    expect((await compile()).toString('base64')).toBe(SCAN_WASM_BASE64);
  }, 60_000);
});
