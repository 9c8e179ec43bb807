import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelopeId, envelopeMethod, readEnvelope } from './envelope.js';

const text = (bytes: Buffer, span: { start: number; end: number } | null | undefined) =>
  span ? bytes.toString('utf8', span.start, span.end) : null;

describe('readEnvelope', () => {
  it('finds the outer members of any message and none of the inner', () => {
    const message = fc.record(
      {
        id: fc.oneof(fc.string(), fc.integer()),
        method: fc.string(),
        params: fc.jsonValue(),
        result: fc.jsonValue(),
        error: fc.jsonValue(),
        other: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(message, fc.constantFrom('', ' '), (value, indent) => {
        const bytes = Buffer.from(JSON.stringify(value, null, indent));
        const envelope = readEnvelope(bytes);
        if (Object.keys(value).length === 0) {
          expect(envelope).toBeNull();
          return;
        }
        for (const key of ['id', 'method', 'params', 'result', 'error'] as const) {
          expect(text(bytes, envelope?.[key])).toBe(key in value ? text(bytes, envelope?.[key]) : null);
          if (key in value)
            expect(JSON.parse(text(bytes, envelope?.[key]) ?? '')).toEqual(JSON.parse(JSON.stringify(value[key])));
        }
        if (envelope !== null) {
          expect(envelopeId(bytes, envelope)).toBe(value.id ?? null);
          expect(envelopeMethod(bytes, envelope)).toBe(value.method ?? null);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '{"id":1,"id":2,"result":{}}',
    '{"id":1,"\\u0069d":2,"result":{}}',
    '{"id":1,"result":{}',
    '{"id":1,"result":{}}}',
    '{"id":1,"result":{}} {}',
    '[{"id":1}]',
    '{"id":}',
    '{"id" 1}',
    '{id:1}',
    '"id"',
    '',
    '{}',
  ])('refuses %s', (bytes) => {
    expect(readEnvelope(Buffer.from(bytes))).toBeNull();
  });

  it('reads no id from what is no id', () => {
    for (const id of ['1.5', '{}', 'null', '9007199254740993', 'nope', '"\\x"']) {
      const bytes = Buffer.from(`{"id":${id},"result":{}}`);
      const envelope = readEnvelope(bytes);
      expect(envelope && envelopeId(bytes, envelope)).toBeNull();
    }
  });
});
