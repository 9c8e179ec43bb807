import { expect, it } from 'vitest';
import { Notes } from './notes.js';

it('a tenant that keeps more than its share loses its own oldest, never another tenant’s', () => {
  const notes = new Notes(() => 0);
  notes.set('quiet:one', 'kept', 60_000);
  for (let i = 0; i < 25_000; i += 1) notes.set(`loud:${i}`, 'x', 60_000);
  expect(notes.get('quiet:one')).toBe('kept');
  expect(notes.get('loud:0')).toBeNull();
  expect(notes.get('loud:24999')).toBe('x');
  const held = Array.from({ length: 25_000 }, (_, i) => notes.get(`loud:${i}`)).filter((value) => value !== null);
  expect(held.length).toBeLessThanOrEqual(10_000);
  expect(held.length).toBeGreaterThanOrEqual(9_000);
});

it('what is over makes room before what is not', () => {
  let now = 0;
  const notes = new Notes(() => now);
  notes.set('t:old and long', 'kept', 60_000);
  for (let i = 0; i < 9_999; i += 1) notes.set(`t:${i}`, 'x', 10);
  now = 20;
  notes.set('t:new', 'y', 60_000);
  expect(notes.get('t:old and long')).toBe('kept');
  expect(notes.get('t:5')).toBeNull();
});
