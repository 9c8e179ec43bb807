import { randomBytes } from 'node:crypto';
import type { CallId, DataKeyId, DecidedRecord } from '@sallyport/contracts';
import { createIdFactory } from '@sallyport/service-kit';
import { describe, expect, it } from 'vitest';
import { sealArguments } from '../calls/kept-arguments.js';
import { BODY_SEPARATOR, type BundledCall, callsOf, type RecordedPage } from './recorded-page.js';
import { createReplayer } from './replay-calls.js';

const newId = createIdFactory();
const orgId = newId('org');
const keyId: DataKeyId = newId('dataKey');
const key = randomBytes(32);

const policy = (extra: string) => ({
  id: 'pol_00000000000000000000000000',
  name: 'baseline',
  version: 1,
  text: `version: 1
name: baseline
rules:
  - id: files
    match: { servers: [files] }
    effect: allow
  - id: nothing-from-etc
    match: { tools: [read_file] }
    when: args.path.startsWith("/etc/")
    effect: deny
${extra}`,
});
const before = [policy('')];
const after = [
  policy(`  - id: no-third-page
    match: { tools: [search] }
    when: findings.size() == 0 && args.page == 3
    effect: deny
`),
];

const TOOLS = ['read_file', 'search', 'list_files'] as const;
const PATHS = ['/etc/passwd', '/home/a', 17];

const recordAt = (i: number, args: unknown): DecidedRecord => ({
  format: 1,
  stage: 'decided',
  callId: newId('call'),
  orgId,
  at: 1_800_000_000_000 - i,
  effect: 'allow',
  reasons: ['rule-matched'],
  rules: [],
  findings: [],
  principal: { id: newId('member'), kind: 'user', name: 'ada@example.com', groups: [] },
  client: null,
  server: { id: newId('server'), slug: 'files' },
  protocolVersion: '2025-11-25',
  origin: 'client',
  method: 'tools/call',
  target: { kind: 'tool', name: TOOLS[i % TOOLS.length] ?? 'search' },
  definitionDigest: null,
  argumentsDigest: `sha256:${'0'.repeat(64)}`,
  argumentsBytes: 2,
  arguments: args,
  argumentsTruncated: false,
  context: {
    server: { name: 'Files', tier: 'standard', egress: 'internal', transport: 'stdio', labels: [] },
    tool: { annotations: {}, state: 'pinned', capabilities: ['read'], risk: 'low' },
    address: null,
    argumentRoles: {},
  },
  snapshotVersion: 1,
  requestId: '1',
  traceId: null,
});
const argsAt = (i: number) => ({ path: PATHS[i % PATHS.length], page: i % 5 });

interface Kept {
  readonly record: DecidedRecord | null;
  readonly sealed: Buffer | null;
  readonly keyId: DataKeyId | null;
}

const pageOf = (kept: readonly Kept[], size = 7): RecordedPage => {
  const bundles = [];
  for (let first = 0; first < kept.length; first += size) {
    const some = kept.slice(first, first + size);
    const calls = some.map(
      ({ record, sealed, keyId: id }): BundledCall => [
        (record?.callId ?? newId('call')) as CallId,
        record?.at ?? 0,
        sealed?.length ?? 0,
        id,
      ],
    );
    bundles.push({
      calls: JSON.stringify(calls),
      bodies: some.map(({ record }) => (record ? JSON.stringify(record) : '')).join(BODY_SEPARATOR),
      sealed: new Uint8Array(Buffer.concat(some.map(({ sealed }) => sealed ?? Buffer.alloc(0)))),
    });
  }
  return { bundles, keys: [[keyId, new Uint8Array(key)]] };
};

const sealedCall = (record: DecidedRecord, args: unknown): Kept => ({
  record: { ...record, arguments: null },
  sealed: sealArguments({ id: keyId, key }, orgId, record.callId as CallId, args),
  keyId,
});

const replayPage = createReplayer({ orgId, before, after, inForceSince: 1 });

describe('createReplayer', () => {
  it('gives of sealed arguments, opened where a decision depends on them, what it gives of open ones', () => {
    const all = Array.from({ length: 90 }, (_, i) => ({ record: recordAt(i, argsAt(i)), args: argsAt(i) }));
    const open = replayPage(pageOf(all.map(({ record }) => ({ record, sealed: null, keyId: null }))));
    const sealed = replayPage(pageOf(all.map(({ record, args }) => sealedCall(record, args))));
    expect(open.counts).toMatchObject({ calls: 90, decidable: 90, newlyDenied: 6 });
    expect(open.transitions).toEqual({ 'deny>deny': 30, 'allow>allow': 54, 'allow>deny': 6 });
    expect(sealed).toEqual(open);
  });

  it('needs no arguments where no rule reads them, and says where they are missing', () => {
    const lost = TOOLS.map((_, i) => ({ ...sealedCall(recordAt(i, null), argsAt(i)), keyId: newId('dataKey') }));
    const tally = replayPage(pageOf(lost));
    expect(tally.counts).toMatchObject({ calls: 3, decidable: 1, undecidable: 2 });
    expect(tally.undecidable).toEqual({ arguments_not_kept: 2 });
    expect(Object.keys(tally.targets)).toEqual([expect.stringContaining('list_files')]);
  });

  it('takes what was sealed for another call for not kept', () => {
    const [one, two] = [recordAt(0, null), recordAt(0, null)];
    const tally = replayPage(pageOf([{ ...sealedCall(two, argsAt(0)), record: one }]));
    expect(tally.undecidable).toEqual({ arguments_not_kept: 1 });
  });
});

describe('callsOf', () => {
  it('takes a page apart, also where there is no record, no argument or no key', () => {
    const record = recordAt(0, null);
    const kept = sealedCall(record, { text: `${BODY_SEPARATOR}\n` });
    const page = pageOf([{ record: null, sealed: null, keyId: null }, kept, { ...kept, keyId: newId('dataKey') }], 2);
    expect(callsOf(page)).toMatchObject([
      { body: null, sealed: null, key: null },
      { id: record.callId, at: record.at, body: JSON.stringify(kept.record), sealed: kept.sealed, key },
      { id: record.callId, sealed: kept.sealed, key: null },
    ]);
  });
});
