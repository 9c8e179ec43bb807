import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateName, idParts, mayComeOf, plainParts, uriParts } from './names.js';

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,47}$/);
const name = fc.oneof(fc.string({ minLength: 1, maxLength: 128 }), fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/));

describe('the name of a tool among those of all servers', () => {
  it('is one that every host takes', () => {
    fc.assert(fc.property(slug, name, (s, n) => void expect(aggregateName(s, n)).toMatch(/^[A-Za-z0-9_-]{1,64}$/)));
  });

  it('differs for different tools, and leads back where it is plain', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(slug, name, (s, n) => {
        const aggregate = aggregateName(s, n);
        const parts = plainParts(aggregate);
        if (parts !== null) expect(parts).toEqual({ slug: s, name: n });
        expect(seen.get(aggregate) ?? `${s} ${n}`).toBe(`${s} ${n}`);
        seen.set(aggregate, `${s} ${n}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('T-COLLIDE: cannot be taken from another server by naming a tool like its digest', () => {
    const victim = aggregateName('a-server-with-a-rather-long-slug', 'delete_'.repeat(9));
    const [start = '', ...rest] = victim.split('__');
    expect(aggregateName(start, rest.join('__'))).not.toBe(victim);
  });
});

it.each([
  ['file:///{path}', 'file:///a/b', true],
  ['file:///{path}', 'http:///a/b', false],
  ['db://{table}/rows/{id}', 'db://t/rows/5', true],
  ['db://{table}/rows/{id}', 'db://t/5', false],
  ['x{a}x', 'x', false],
  ['plain', 'plain', true],
  ['plain', 'plainer', false],
])('%s and %s: %s', (template, uri, expected) => {
  expect(mayComeOf(template, uri)).toBe(expected);
});

it('T-REDOS: takes long templates and addresses in linear time', () => {
  const started = performance.now();
  mayComeOf('{a}'.repeat(20_000), 'a'.repeat(20_000));
  mayComeOf('a{b}'.repeat(20_000), 'a'.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(500);
});

it('reads its own addresses and ids, and nothing else', () => {
  expect(uriParts('sallyport:files:file:///a:b')).toEqual({ slug: 'files', uri: 'file:///a:b' });
  expect(uriParts('file:///a')).toBeNull();
  expect(idParts('files~x~y')).toEqual({ slug: 'files', id: 'x~y' });
  for (const other of [5, null, 'plain', 'Files~x']) expect(idParts(other)).toBeNull();
});
