import type { AuditRecord, CompletedRecord, DecidedRecord, Finding } from '@sallyport/contracts';
import { TextBuffer } from './text-buffer.js';
import { writeRecord } from './write-record.js';

const ids = { callId: 'call_00000000000000000000000001', orgId: 'org_00000000000000000000000001' };

const DUTIES: Pick<DecidedRecord, 'exceptions' | 'alert' | 'labels'> = {
  exceptions: ['ci-readme'],
  alert: 'high',
  labels: ['eu "data"'],
};

export const aDecidedRecord = (changes: Partial<DecidedRecord> = {}): DecidedRecord => ({
  format: 1,
  stage: 'decided',
  ...ids,
  at: 1_795_000_000_000,
  effect: 'allow',
  reasons: ['rule-matched'],
  rules: [],
  findings: [],
  principal: {
    id: 'sa_00000000000000000000000001',
    kind: 'service_account',
    name: 'demo-agent',
    groups: ['engineering'],
  },
  client: { name: 'test "client"', version: '1.0' },
  server: { id: 'srv_00000000000000000000000001', slug: 'files' },
  protocolVersion: '2025-11-25',
  origin: 'client',
  method: 'tools/call',
  target: { kind: 'tool', name: 'read_file' },
  definitionDigest: `sha256:${'a'.repeat(64)}`,
  argumentsDigest: `sha256:${'b'.repeat(64)}`,
  argumentsBytes: 44,
  arguments: { path: '/srv/demo/readme.md' },
  argumentsTruncated: false,
  context: {
    server: { name: 'Files', tier: 'standard', egress: 'internal', transport: 'stdio', labels: ['eu'] },
    tool: { annotations: { readOnlyHint: true }, state: 'pinned', capabilities: ['read'], risk: 'low' },
    address: '203.0.113.9',
    argumentRoles: { '/path': 'path' },
  },
  snapshotVersion: 12,
  ...DUTIES,
  approval: { groups: ['security'], count: 2, expires: '30m', reuse: '2h' },
  requestId: '17',
  traceId: null,
  ...changes,
});

export const aCompletedRecord = (changes: Partial<CompletedRecord> = {}): CompletedRecord => ({
  format: 1,
  stage: 'completed',
  ...ids,
  at: 1_795_000_000_100,
  effect: 'allow',
  reasons: ['rule-matched'],
  rules: [],
  findings: [],
  decidedAt: 1_795_000_000_000,
  outcome: 'delivered',
  errorCode: null,
  resultDigest: `sha256:${'c'.repeat(64)}`,
  resultBytes: 2048,
  ...DUTIES,
  capturedResult: { value: { content: [] }, truncated: false },
  timing: { totalUs: 900, inspectUs: 20, decideUs: 5, upstreamUs: 700 },
  ...changes,
});

export const aFinding = (changes: Partial<Finding> = {}): Finding => ({
  detector: 'path.sensitive',
  category: 'path',
  severity: 'high',
  confidence: 0.9,
  pointer: '/params/arguments/path',
  start: 0,
  end: 11,
  view: 'raw',
  evidence: '/etc/pa****',
  title: 'A path with credentials',
  frameworks: ['OWASP-MCP-2025:MCP05'],
  ...changes,
});

/** Text of a decided record whose call id tells `n`, so that every record can be told apart. */
export const numberedRecord = (n: number): DecidedRecord =>
  aDecidedRecord({ callId: `call_${String(n).padStart(26, '0')}` });

/** The number of {@link numberedRecord}. */
export const numberOf = (record: { readonly callId: string }): number => Number(record.callId.slice('call_'.length));

/** A record as it is written. */
export const recordText = (record: AuditRecord, argumentsText: Buffer | null = null): string => {
  const out = new TextBuffer(0);
  writeRecord(out, record, argumentsText);
  return out.bytes.toString('utf8', out.start, out.end);
};
