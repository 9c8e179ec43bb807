// Processor time of the evidence of one call: both records made, written as text, framed, and taken to the disk.
// `pnpm tsc -b apps/gateway && node apps/gateway/bench/records.mjs`
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NO_BEHAVIOUR } from '@sallyport/contracts';
import { createIdFactory } from '@sallyport/service-kit';
import { Evidence } from '../dist/evidence/evidence.js';
import { Recorder } from '../dist/evidence/recorder.js';
import { Metrics } from '../dist/metrics.js';
import { openSpool } from '../dist/spool/spool.js';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '40000' }, rounds: { type: 'string', default: '7' } },
});
const [calls, rounds] = [values.calls, values.rounds].map(Number);
/** Calls between two turns of the event loop, in which the spool writes. */
const CALLS_PER_TURN = 32;
/** Calls after which the bench waits for a disk that cannot keep up, as callers would. */
const CALLS_PER_WAIT = 1024;

// What a snapshot, a session and a definition hand to every call of theirs: the same objects each time.
const principal = {
  id: 'sa_00000000000000000000000000',
  kind: 'service_account',
  name: 'bench',
  groups: ['engineering'],
};
const client = { name: 'bench', version: '1.0.0' };
const server = { id: 'srv_00000000000000000000000000', slug: 'bench' };
const context = { name: 'Bench', tier: 'standard', egress: 'external', transport: 'streamable-http', labels: [] };
const tool = { annotations: {}, state: 'pinned', capabilities: ['read'], risk: 'low' };
const rule = {
  policyId: 'pol_00000000000000000000000000',
  policyName: 'bench',
  policyVersion: 1,
  line: 4,
  ruleId: 'engineering-uses-bench',
  effect: 'allow',
  mode: 'enforce',
  because: [],
};
const RULES = Object.freeze([rule]);
const REASONS = Object.freeze(['rule-matched']);
const NONE = Object.freeze([]);
const DIGEST = `sha256:${'5d'.repeat(32)}`;
const message = 'please summarise the open tickets of the north region and compare them with the last quarter';

const finding = (detector, evidence, title) => ({
  detector,
  category: 'behaviour',
  severity: 'medium',
  confidence: 0.8,
  pointer: '/params/arguments',
  start: 0,
  end: 0,
  view: 'raw',
  evidence,
  title,
  frameworks: ['OWASP-Agentic-2026:ASI02'],
});

const newId = createIdFactory();

const evidenceOf = (n, kept) => {
  const now = Date.now();
  const evidence = new Evidence(newId('call', now), now, 'tools/call');
  evidence.orgId = 'org_00000000000000000000000000';
  evidence.snapshotVersion = 1;
  evidence.principal = principal;
  evidence.client = client;
  evidence.server = server;
  evidence.protocolVersion = '2025-11-25';
  evidence.target = { kind: 'tool', name: 'echo' };
  evidence.definitionDigest = DIGEST;
  evidence.argumentsDigest = DIGEST;
  evidence.argumentsBytes = 118;
  evidence.idJson = String(n);
  evidence.kept = { value: kept, truncated: false };
  evidence.context = {
    server: context,
    tool,
    address: '127.0.0.1',
    argumentRoles: { '/message': 'free_text' },
    behaviour: {
      flow: NO_BEHAVIOUR.flow,
      session: { ...NO_BEHAVIOUR.session, calls: n, callsPerMinute: n, repeats: n },
    },
  };
  return evidence;
};

const scratch = mkdtempSync(path.join(os.tmpdir(), 'sallyport-records-'));
const quiet = { info() {}, warn: console.warn, error: console.error };
const spool = await openSpool({
  dataDir: scratch,
  logger: quiet,
  limits: { unshippedBytesMax: Number.MAX_SAFE_INTEGER },
});
const recorder = new Recorder({ spool, metrics: new Metrics(), logger: quiet, now: Date.now });

const record = (n, findings) => {
  const evidence = evidenceOf(n, { message, size: n });
  void recorder.decided(
    evidence,
    {
      effect: 'allow',
      reasons: REASONS,
      rules: RULES,
      findings,
      exceptions: NONE,
      alert: null,
      labels: NONE,
      approval: null,
    },
    false,
  );
  recorder.completed(evidence, {
    effect: 'allow',
    reasons: REASONS,
    rules: NONE,
    findings: NONE,
    exceptions: NONE,
    alert: null,
    labels: NONE,
    outcome: 'delivered',
    errorCode: null,
    resultDigest: DIGEST,
    resultBytes: 2164,
  });
};

const run = async (count, findingsOf) => {
  for (let n = 1; n <= count; n++) {
    record(n, findingsOf(n));
    if (n % CALLS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    if (n % CALLS_PER_WAIT === 0) await spool.flushed();
  }
  await spool.flushed();
};

const CASES = {
  'nothing found': () => [],
  'two findings': (n) => [
    finding('behaviour.loop', `${n} times in the last hour`, 'The same call was made very often'),
    finding('behaviour.flood', `${n} calls in a minute`, 'Calls come faster than a person makes them'),
  ],
};

try {
  for (const findingsOf of Object.values(CASES)) await run(calls, findingsOf);
  for (const [name, findingsOf] of Object.entries(CASES)) {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const before = process.cpuUsage();
      await run(calls, findingsOf);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / calls);
    }
    process.stdout.write(`${name}: ${best.toFixed(2)} µs of CPU per call\n`);
  }
} finally {
  await spool.close();
  rmSync(scratch, { recursive: true, force: true });
}
