import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CHALLENGE, parseChallenge } from './challenge.js';

describe('challenges', () => {
  it('say where the metadata is, which scopes are needed and what was wrong', () => {
    expect(
      parseChallenge(
        'Bearer resource_metadata="https://mcp.example/m", scope="files:read files:write", error="invalid_token"',
      ),
    ).toEqual({
      resourceMetadata: 'https://mcp.example/m',
      scopes: ['files:read', 'files:write'],
      error: 'invalid_token',
    });
  });

  it.each([
    ['bearer ERROR=insufficient_scope', { error: 'insufficient_scope' }],
    ['Basic realm="a, Bearer error=\\"x\\"", Bearer error="invalid_token"', { error: 'invalid_token' }],
    ['Negotiate YWJjZA==, Bearer scope="a"', { scopes: ['a'] }],
    ['Bearer realm="x", DPoP algs="ES256", error="not ours"', {}],
    ['Bearer error="first", error="second"', { error: 'first' }],
    ['Bearer scope="a \\" b a"', { scopes: ['a', 'b'] }],
    ['Bearer', {}],
    ['', {}],
  ])('are read from %s', (header, expected) => {
    expect(parseChallenge(header)).toEqual({ ...NO_CHALLENGE, ...expected });
  });

  it('never throw, and take time linear in their length', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => typeof parseChallenge(text) === 'object'));
    const hostile = [`Bearer a="${'\\"'.repeat(1e6)}`, 'Bearer '.repeat(1e6), `Bearer ${' ,'.repeat(1e6)}x`];
    const startedAt = performance.now();
    for (const header of hostile) parseChallenge(header);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
