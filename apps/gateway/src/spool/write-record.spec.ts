import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type AuditRecord,
  completedRecordSchema,
  type DecidedRecord,
  decidedRecordSchema,
  findingSchema,
  NO_BEHAVIOUR,
  recordSchema,
} from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { aCompletedRecord, aDecidedRecord, aFinding, recordText } from './records.fixture.js';

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  setFlagsFromString('--no-expose-gc');
};

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

describe('a record as it is written', () => {
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

  // What is kept of one record is used for the next: never for one that differs.
  it('says of each record what is its own, whatever it shares with others', () => {
    const tool = { annotations: {}, state: 'pinned' as const, capabilities: [], risk: 'low' as const };
    const rules = Object.freeze([rule]) as (typeof rule)[];
    const reasons: DecidedRecord['reasons'] = Object.freeze(['rule-matched']) as never;
    const context = { server: SERVER, tool, address: null, argumentRoles: {} };
    const first = aDecidedRecord({ context, rules, reasons });
    const { name, version } = first.client ?? {};
    const others: Partial<DecidedRecord>[] = [
      {},
      { method: 'prompts/get' },
      { origin: 'server' },
      { target: { kind: 'tool', name: 'write_file' } },
      { target: { kind: 'prompt', name: first.target.name } },
      { definitionDigest: null },
      { server: { id: 'srv_00000000000000000000000002', slug: 'other' } },
      { snapshotVersion: 13 },
      { context: { ...context, server: { ...SERVER, tier: 'standard' } } },
      { context: { ...context, tool: null } },
      { effect: 'deny' },
      { reasons: ['rule-error'] },
      { rules: [] },
      { client: { name: `${name}`, version: '2.0' } },
      { client: { name: 'other', version: `${version}` } },
      { client: null },
      { client: { name: '', version: '' } },
      { protocolVersion: null },
      { principal: null },
      { orgId: 'org_00000000000000000000000002' },
      {},
    ];
    for (const record of others.map((other) => ({ ...first, ...other }))) {
      expect(parsed(record)).toEqual(JSON.parse(JSON.stringify(record)));
    }
  });

  // Arguments ride along with a behaviour, and a tool outlives its calls.
  it('keeps nothing of a call for the next one of its tool', async () => {
    const tool = { annotations: {}, state: 'pinned' as const, capabilities: [], risk: 'low' as const };
    const context = { server: SERVER, tool, address: null, argumentRoles: {} };
    const write = (): WeakRef<object> => {
      const behaviour = { ...NO_BEHAVIOUR };
      recordText(aDecidedRecord({ context: { ...context, behaviour } }));
      return new WeakRef(behaviour);
    };
    const behaviour = write();
    // What a turn has seen is not collected before its end.
    await setImmediate();
    collectGarbage();
    expect(behaviour.deref()).toBeUndefined();
    expect(parsed(aDecidedRecord({ context }))).toMatchObject({ context });
  });

  it('is the same whether or not the text of its arguments was at hand', () => {
    const args = { message: 'hello', size: 2048 };
    const record = aDecidedRecord({ arguments: args });
    expect(recordText(record, Buffer.from(JSON.stringify(args)))).toBe(recordText(record));
  });

  it('says of each finding what is its own, whatever its detector found before', () => {
    const findings = [
      aFinding(),
      aFinding({ confidence: 0.5, start: 0, end: 0, pointer: '', evidence: '"' }),
      aFinding({ start: 0, end: 0, view: 'base64' }),
      aFinding({ severity: 'low' }),
      aFinding({ category: 'command' }),
      aFinding({ detector: 'path.other' }),
      aFinding({ frameworks: [] }),
      aFinding({ frameworks: ['OWASP-MCP-2025:MCP05', 'other'] }),
      aFinding({ title: 'Another' }),
      aFinding(),
    ];
    expect(parsed(aDecidedRecord({ findings }))).toMatchObject({ findings });
  });

  it('writes every member of a finding', () => {
    const finding = aFinding({ observed: true, severityReasons: ['quoted', 'split'], evidence: 'a "b" é' });
    expect(Object.keys(finding).sort()).toEqual(Object.keys(findingSchema.shape).sort());
    const [written] = (parsed(aDecidedRecord({ findings: [finding] })) as { findings: object[] }).findings;
    expect(written).toEqual(finding);
  });

  it.each(Array.from({ length: 32 }, (_, bits) => bits))('tells signs %d of a session', (bits) => {
    const [firstUse, firstDestination, privateSeen, untrustedSeen, trifecta] = [1, 2, 4, 8, 16].map(
      (bit) => (bits & bit) !== 0,
    ) as [boolean, boolean, boolean, boolean, boolean];
    const signs = { firstUse, firstDestination, privateSeen, untrustedSeen, trifecta };
    const behaviour = { flow: NO_BEHAVIOUR.flow, session: { ...NO_BEHAVIOUR.session, ...signs, novelBytes: bits } };
    const context = { server: SERVER, tool: null, address: null, argumentRoles: {}, behaviour };
    expect(parsed(aDecidedRecord({ context }))).toMatchObject({ context: { behaviour } });
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
