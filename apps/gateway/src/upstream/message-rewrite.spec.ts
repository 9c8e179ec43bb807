import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChild } from './message-rewrite.js';

const id = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer());
const params = fc.record(
  {
    _meta: fc.record({ progressToken: id, id: fc.json() }, { requiredKeys: [] }),
    arguments: fc.jsonValue(),
    id,
    progressToken: id,
  },
  { requiredKeys: [] },
);

describe('toChild', () => {
  it('changes the id and the progress token of any request and nothing else, on one line', () => {
    const request = fc.record(
      { id, jsonrpc: fc.constant('2.0'), params, method: fc.constant('m') },
      { requiredKeys: ['id'] },
    );
    fc.assert(
      fc.property(request, fc.constantFrom('', ' ', '\n'), fc.boolean(), (value, indent, reversed) => {
        const entries = Object.entries(value);
        const original = JSON.parse(JSON.stringify(Object.fromEntries(reversed ? entries.reverse() : entries)));
        const body = Buffer.from(JSON.stringify(original, null, indent));
        const before = Buffer.from(body);
        const { line, id: theirs, progressToken } = toChild(body, 42);
        const expected = structuredClone(original);
        expected.id = 42;
        if (original.params?._meta?.progressToken !== undefined) expected.params._meta.progressToken = 42;
        expect(JSON.parse(line.toString())).toEqual(expected);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(JSON.parse(theirs.toString())).toBe(original.id);
        expect(progressToken && JSON.parse(progressToken.toString())).toBe(
          original.params?._meta?.progressToken ?? null,
        );
        expect(body.equals(before)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
