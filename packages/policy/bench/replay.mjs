// Recorded decisions replayed per second, parsing included: `pnpm tsc -b packages/policy && node packages/policy/bench/replay.mjs`.
// POLICY_BENCH_RECORDS sets how many; the target is 1,000,000 in less than 60 s.
import { compile, replay } from '../dist/index.js';

const RECORDS = Number(process.env.POLICY_BENCH_RECORDS ?? 1_000_000);
const DISTINCT = 2_000;
const RULES = 200;
const GROUPS = ['engineering', 'sales', 'support', 'finance', 'legal'];

const rule = (index) => ({
  id: `rule-${index}`,
  effect: index % 5 < 3 ? 'allow' : 'deny',
  match: {
    servers: [`server-${index % 4}`],
    tools: [`tool-${index % 50}`],
    principals: { groups: [GROUPS[index % 5]] },
  },
  ...(index % 2 === 0 ? {} : { when: 'has(args.path) && args.path.startsWith("/etc/")' }),
});
const document = {
  version: 1,
  name: 'replayed',
  rules: [
    ...Array.from({ length: RULES }, (_, index) => rule(index)),
    { id: 'everyone', effect: 'allow', match: { tools: ['tool-*'] }, obligations: { label: ['tool'] } },
    { id: 'keys', effect: 'deny', when: 'hasFinding("secret", "high")' },
    {
      id: 'night',
      effect: 'deny',
      match: { time: { from: '22:00', to: '06:00', zone: 'Europe/Berlin' } },
      mode: 'warn',
    },
    {
      id: 'soon',
      effect: 'deny',
      match: { risks: ['high'] },
      rollout: [{ percent: 10, mode: 'enforce' }],
      mode: 'warn',
    },
  ],
  pathZones: [{ id: 'files', match: { servers: ['server-1'] }, inside: ['/srv', '/home/agent'] }],
};
const program = compile([{ id: 'pol_1', name: 'replayed', version: 1, text: JSON.stringify(document) }]);

const recordText = (index) =>
  JSON.stringify({
    format: 1,
    stage: 'decided',
    callId: `call_${index}`,
    orgId: 'org_1',
    at: Date.UTC(2026, 0, 1) + index * 61_000,
    effect: 'allow',
    reasons: ['rule-matched'],
    rules: [],
    findings: [],
    principal: {
      id: `prn_${index % 300}`,
      kind: 'user',
      name: `u${index % 300}@acme.example`,
      groups: [GROUPS[index % 5], 'everyone'],
      role: 'developer',
    },
    client: { name: 'bench', version: '1' },
    server: { id: `srv_${index % 4}`, slug: `server-${index % 4}` },
    protocolVersion: '2025-11-25',
    origin: 'client',
    method: 'tools/call',
    target: { kind: 'tool', name: `tool-${index % 50}` },
    definitionDigest: `sha256:${'a'.repeat(64)}`,
    argumentsDigest: `sha256:${'b'.repeat(64)}`,
    argumentsBytes: 300,
    arguments: index % 20 === 0 ? null : { path: `/srv/data/${index}.txt`, amount: index, body: 'x'.repeat(200) },
    argumentsTruncated: index % 20 === 0,
    context: {
      server: { name: 'Files', tier: 'standard', egress: 'external', transport: 'stdio', labels: ['eu'] },
      tool: {
        annotations: { readOnlyHint: index % 3 === 0 },
        state: 'pinned',
        capabilities: ['read'],
        risk: index % 7 === 0 ? 'high' : 'low',
      },
      address: '10.1.2.3',
      argumentRoles: { '/path': 'path' },
    },
    snapshotVersion: 1,
    requestId: '1',
    traceId: null,
  });

const texts = Array.from({ length: DISTINCT }, (_, index) => recordText(index));
const counts = { decidable: 0, allow: 0, deny: 0 };
const run = (records) => {
  for (let index = 0; index < records; index += 1) {
    const { decision, decidable } = replay(program, JSON.parse(texts[index % DISTINCT]));
    if (decidable) counts.decidable += 1;
    counts[decision.effect] += 1;
  }
};
run(20_000);
counts.decidable = counts.allow = counts.deny = 0;
const begin = performance.now();
const cpu = process.cpuUsage();
run(RECORDS);
const used = process.cpuUsage(cpu);
const seconds = (performance.now() - begin) / 1000;
const cpuSeconds = (used.user + used.system) / 1e6;
console.log(
  `${RECORDS} records, ${program.ruleCount} rules: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time, ` +
    `${((cpuSeconds / RECORDS) * 1e6).toFixed(2)} µs each`,
  counts,
);
