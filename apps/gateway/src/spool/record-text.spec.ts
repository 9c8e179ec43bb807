import {
  type AuditRecord,
  completedRecordSchema,
  decidedRecordSchema,
  NO_BEHAVIOUR,
  recordSchema,
} from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { recordText } from './record-text.js';
import { aCompletedRecord, aDecidedRecord, aFinding } from './records.fixture.js';

const parsed = (record: AuditRecord): unknown => JSON.parse(recordText(record));

const SERVER = {
  name: 'a "b"',
  tier: 'sensitive' as const,
  egress: 'external' as const,
  transport: 'stdio' as const,
  labels: [],
};

/** What a record may leave out. */
const without = <T extends AuditRecord>(record: T): T => {
  const optional = ['exceptions', 'alert', 'labels', 'context', 'approval', 'capturedResult'];
  return Object.fromEntries(Object.entries(record).filter(([name]) => !optional.includes(name))) as T;
};

const rule = {
  policyId: 'pol_00000000000000000000000001',
  policyName: 'a "quoted" name',
  policyVersion: 3,
  ruleId: 'no-secrets',
  line: 12,
  effect: 'deny' as const,
  mode: 'enforce' as const,
  because: ['args.path = "/etc/passwd"'],
};

describe('recordText', () => {
  it.each([
    [
      'decided',
      aDecidedRecord({ rules: [rule, rule], findings: [aFinding()], reasons: ['rule-matched', 'rule-error'] }),
    ],
    ['decided, with nothing known', aDecidedRecord({ principal: null, client: null, server: null, requestId: null })],
    ['decided, without what few have', without(aDecidedRecord())],
    [
      'decided, from what cannot be told',
      aDecidedRecord({ context: { server: SERVER, tool: null, address: null, argumentRoles: {} } }),
    ],
    [
      'decided, where nothing flowed',
      aDecidedRecord({
        context: { server: SERVER, tool: null, address: null, argumentRoles: {}, behaviour: NO_BEHAVIOUR },
      }),
    ],
    [
      'decided, with arguments of many roles',
      aDecidedRecord({
        context: {
          server: SERVER,
          tool: null,
          address: '::1',
          argumentRoles: { '/a"b\\\u2028': 'url', '/b/0': 'query' },
          behaviour: {
            flow: { ...NO_BEHAVIOUR.flow, origins: ['crm'], labels: ['a"b'], overlap: 0.5, chars: 40 },
            session: { ...NO_BEHAVIOUR.session, calls: 3, firstUse: true },
          },
        },
      }),
    ],
    ['completed, without what few have', without(aCompletedRecord())],
    [
      'decided, with awkward text',
      aDecidedRecord({ method: 'a"b\\c\n', arguments: { 'k"\\': ['\u2028', 1.5, null] } }),
    ],
    ['completed', aCompletedRecord({ errorCode: 'upstream.timeout', resultDigest: null })],
  ])('means the same as JSON.stringify: %s', (_name, record) => {
    expect(parsed(record)).toEqual(JSON.parse(JSON.stringify(record)));
    expect(recordSchema.safeParse(parsed(record)).error).toBeUndefined();
  });

  it('writes every member of the schemas, so that a new one is not forgotten here', () => {
    const members = (record: AuditRecord): string[] => Object.keys(parsed(record) as object).sort();
    expect(members(aDecidedRecord())).toEqual(Object.keys(decidedRecordSchema.shape).sort());
    expect(members(aCompletedRecord())).toEqual(Object.keys(completedRecordSchema.shape).sort());
    const [written] = (parsed(aDecidedRecord({ rules: [rule] })) as { rules: object[] }).rules;
    expect(Object.keys(written ?? {}).sort()).toEqual(Object.keys(rule).sort());
  });

  // One record the api can never store would hold up all evidence behind it, of every organisation.
  it('makes text a client chose storable: bounded, without U+0000 and lone surrogates', () => {
    const hostile = '\0\ud800é\\u0000';
    const record = aDecidedRecord({
      method: hostile.repeat(100),
      target: { kind: 'tool', name: 'x'.repeat(5000) },
      requestId: `"${'9'.repeat(400)}"`,
      arguments: { [hostile]: [{ deep: hostile }] },
      context: {
        server: { ...SERVER, labels: [] },
        tool: null,
        address: null,
        argumentRoles: { [`/${'p'.repeat(600)}`]: 'path', [`/${hostile}`]: 'path' },
      },
      findings: Array.from({ length: 300 }, () => aFinding({ pointer: '/a'.repeat(999), evidence: 'e'.repeat(999) })),
    });
    const result = recordSchema.safeParse(parsed(record));
    expect(result.error).toBeUndefined();
    // What was decided by is not all there any more.
    expect(result.data).toMatchObject({ argumentsTruncated: true });
    const text = JSON.stringify(result.data);
    expect(text).not.toContain(String.raw`\ud800`);
    expect(JSON.stringify((result.data as { arguments: unknown }).arguments)).toBe(
      String.raw`{"��é\\u0000":[{"deep":"��é\\u0000"}]}`,
    );
  });

  it.each([Number.NaN, 1.5, -1, Number.POSITIVE_INFINITY])('refuses %d where the record counts', (value) => {
    expect(() => recordText(aDecidedRecord({ argumentsBytes: value }))).toThrow(RangeError);
    expect(() => recordText(aCompletedRecord({ resultBytes: value }))).toThrow(RangeError);
  });
});
