import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitWalk } from './unit-walk.js';

describe('unit walk', () => {
  it('finds in the text what an encoder wrote in the bytes, lone surrogates among it', () => {
    const pieces = fc.constantFrom('a', 'é', '忽', '🙂', '\ud800', '\udc00', 'word ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const unitOf = unitWalk(text);
        const encoder = new TextEncoder();
        for (let unit = 0; unit <= text.length; unit++) {
          const splitsPair = /[\ud800-\udbff]$/.test(text.slice(0, unit)) && /^[\udc00-\udfff]/.test(text.slice(unit));
          if (!splitsPair) expect(unitOf(encoder.encode(text.slice(0, unit)).length)).toBe(unit);
        }
      }),
    );
  });
});
