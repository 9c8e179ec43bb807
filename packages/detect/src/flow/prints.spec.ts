import { describe, expect, it } from 'vitest';
import { PRINTS_WASM_BASE64 } from './prints.generated.js';
import { printsOf } from './prints.js';
import { runsOf } from './runs.js';

const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const found = (result: string, sent: string): number => {
  const known = new Set(printsOf(bytesOf(result)));
  const { prints, tokens } = runsOf(sent);
  return prints.filter((print) => known.has(print)).length + tokens.filter(({ print }) => known.has(print)).length;
};

/** Letters and digits in an order of their own, the same each time. */
const noise = (length: number, seed: number): string => {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return 'abcdefghijklmnopqrstuvwxyz0123456789'.charAt((state >>> 16) % 36);
  }).join('');
};

it('the committed module is the one the source gives', async () => {
  const script = new URL('../../scripts/build-prints.mjs', import.meta.url).href;
  const { compile } = (await import(script)) as { compile(): Promise<Buffer> };
  expect((await compile()).toString('base64')).toBe(PRINTS_WASM_BASE64);
}, 60_000);

describe('prints', () => {
  it('find every shared text of 23 characters, wherever it stands', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const shared = noise(23, seed);
      const result = `${noise(seed % 41, seed + 1000)} ${shared} ${noise(60, seed + 2000)}`;
      expect(found(result, `${noise(7, seed + 3000)}, ${shared}!`), `seed ${seed}`).toBeGreaterThan(0);
    }
  });

  it('read escapes of JSON as what they stand for, however deep', () => {
    const text = 'Größe: "eins"\n\tzwei/drei – vier fünf';
    const raw = JSON.stringify({ result: { content: [{ type: 'text', text }] } });
    const deep = JSON.stringify({ text: raw });
    const escaped = raw.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    for (const bytes of [raw, deep, escaped]) expect(found(bytes, text)).toBeGreaterThan(1);
  });

  it('find short values as a whole, and numbers however they are written', () => {
    expect(found('{"address":"12 Rue des Lilas, Namur"}', '12 rue des lilas namur')).toBeGreaterThan(0);
    expect(found('{"phone":"+32 470 11-22-33"}', '+32470112233')).toBeGreaterThan(0);
    expect(found('{"card":"4111 1111 1111 1111"}', '4111-1111-1111-1111')).toBeGreaterThan(0);
    expect(found('{"mail":"jo.marsh@client.example"}', 'JO.MARSH@client.example')).toBeGreaterThan(0);
  });

  it('have nothing in common where texts have not', () => {
    let hits = 0;
    for (let seed = 1; seed <= 50; seed += 1) hits += found(noise(2000, seed), noise(2000, seed + 500));
    expect(hits).toBe(0);
    expect(found('{"a":"word","b":true}', 'word')).toBe(0);
  });

  it('are few: an eighth of the characters, and bounded', () => {
    expect(printsOf(bytesOf(noise(8000, 3))).length).toBeLessThan(1_100);
    expect(printsOf(new Uint8Array(5_000_000).fill(0x61)).length).toBeLessThan(32_768);
    expect(printsOf(bytesOf('"'.repeat(100_000))).length).toBe(0);
  });
});
