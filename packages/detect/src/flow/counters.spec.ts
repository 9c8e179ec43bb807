import { describe, expect, it } from 'vitest';
import { COUNTED_MS, Variants } from './counters.js';
import { Sent } from './sent.js';
import { ToolUses } from './tool-uses.js';

describe('variants', () => {
  it('count the same arguments, and begin anew after an hour without them', () => {
    const variants = new Variants();
    expect([0, 1_000, 2_000].map((at) => variants.count(7, at))).toEqual([0, 2, 3]);
    expect(variants.count(8, 3_000)).toBe(0);
    expect(variants.count(7, 2_000 + COUNTED_MS)).toBe(4);
    expect(variants.count(7, 3_000 + 2 * COUNTED_MS + 2_000)).toBe(1);
  });

  it('remember the last of them, in 24 KiB', () => {
    const variants = new Variants();
    for (let variant = 1; variant <= 100_000; variant += 1) variants.count(variant, variant);
    expect(variants.bytes).toBeLessThanOrEqual(24_576);
    let known = 0;
    for (let variant = 99_901; variant <= 100_000; variant += 1) known += Math.sign(variants.count(variant, 100_001));
    expect(known).toBe(100);
  });
});

it('arguments that differ in anything are variants', () => {
  const variantOf = (args: unknown): number => new Sent(args, '/arguments').variant(0);
  const all = [
    { a: 1 },
    { b: 1 },
    { a: '1' },
    { a: true },
    { a: false },
    { a: null },
    { a: [1] },
    { a: {} },
    {},
    { a: [] },
  ];
  expect(new Set(all.map(variantOf)).size).toBe(all.length);
  expect(variantOf({ a: { b: 'x' } })).toBe(variantOf({ a: { b: 'x' } }));
});

it('of very many members the first values are read', () => {
  const switches = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`s${i}`, i % 3 === 0]));
  const names = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, `v${i}`]));
  expect(new Sent({ ...switches, after: 'seen' }, '').leaves.map(({ text }) => text)).toEqual(['seen']);
  expect(new Sent(names, '').leaves.length).toBe(256);
});

describe('what is remembered of tools', () => {
  it('is bounded, and what was used last stays', () => {
    const uses = new ToolUses();
    const first = uses.take('files', 'read', 0);
    for (let i = 0; i < 5_000; i += 1) {
      uses.take(`s${i % 70}`, `t${i}`, i);
      const use = uses.take('files', 'read', i);
      uses.streamOf(use, '/path');
      uses.streamOf(use, `/p${i}`);
    }
    expect(uses.take('files', 'read', 0)).toBe(first);
    expect(first.streams.size).toBeLessThanOrEqual(128);
    expect(first.streams.has('/path')).toBe(true);
    expect(uses.bytes).toBeLessThan(250_000);
  });
});
