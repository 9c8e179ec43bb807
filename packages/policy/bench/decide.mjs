// Microseconds per decision of the built package, processor time and, by the clock, p50 and p99: `pnpm tsc -b packages/policy && node packages/policy/bench/decide.mjs`.
import { compile, decide } from '../dist/index.js';

const ROUNDS = Number(process.env.POLICY_BENCH_ROUNDS ?? 5);
const DECISIONS = Number(process.env.POLICY_BENCH_DECISIONS ?? 200_000);
const GROUPS = ['engineering', 'sales', 'support', 'finance', 'legal'];

const rule = (index, servers, when) => {
  const server = `server-${index % servers}`;
  const effect = index % 5 < 3 ? 'allow' : 'deny';
  const tools = index % 4 === 0 ? '"tool-*"' : `tool-${index % 50}, tool-${(index + 7) % 50}`;
  const lines = [
    `  - id: rule-${index}`,
    `    match: { servers: [${server}], tools: [${tools}], principals: { groups: [${GROUPS[index % 5]}] } }`,
    `    effect: ${effect}`,
  ];
  return [...lines, ...(when(index) === null ? [] : [`    when: '${when(index)}'`])].join('\n');
};

const CONDITIONS = [
  'has(args.path) && args.path.startsWith("/srv/")',
  'has(args.amount) && args.amount > 1000',
  'tool.annotations.readOnlyHint != true && has(args.database) && args.database == "prod"',
  'hasFinding("secret", "high")',
  'has(args.tags) && args.tags.exists(t, t in ["internal", "secret"])',
];
const everySecond = (index) => (index % 2 === 0 ? null : CONDITIONS[index % CONDITIONS.length]);

const typical = `version: 1
name: typical
rules:
${Array.from({ length: 16 }, (_, index) => rule(index, 4, everySecond)).join('\n')}
  - { id: everyone, effect: allow, match: { servers: [server-0], principals: { groups: [engineering] } } }
  - { id: keys, effect: deny, when: 'hasFinding("secret", "high")' }
  - { id: paths, effect: deny, when: 'hasFinding("path")' }
  - { id: clean, effect: redact, redact: { categories: [secret] }, match: { direction: response } }
`;
const document = (count, servers, when) => `version: 1
name: generated
rules:
${Array.from({ length: count }, (_, index) => rule(index, servers, when)).join('\n')}
`;
const unindexed = `version: 1
name: unindexed
rules:
${Array.from({ length: 1000 }, (_, index) => `  - { id: rule-${index}, effect: ${index % 2 ? 'allow' : 'deny'}, match: { servers: ["*-${index % 100}"], tools: ["*_${index % 50}"] } }`).join('\n')}
`;

const inputs = Array.from({ length: 500 }, (_, index) => ({
  direction: 'request',
  method: 'tools/call',
  principal: { id: 'prn_1', kind: 'service_account', name: 'agent', groups: [GROUPS[index % 5], 'everyone'] },
  client: { name: 'bench', version: '1' },
  server: {
    id: 'srv_1',
    slug: `server-${index % 4}`,
    name: '',
    tier: 'standard',
    egress: 'external',
    transport: 'stdio',
    labels: [],
  },
  target: { kind: 'tool', name: `tool-${index % 50}` },
  tool: { annotations: { readOnlyHint: index % 3 === 0 }, state: 'pinned', capabilities: [], risk: 'low' },
  args: { path: '/srv/data/file.txt', amount: index * 10, database: 'prod', tags: ['a', 'b'], body: 'x'.repeat(200) },
  argumentsBytes: 290,
  findings: [],
  now: 0,
  address: null,
  argumentRoles: {},
}));
const responses = inputs.map((input) => ({ ...input, direction: 'response' }));
const lists = inputs.map((input) => ({ ...input, args: undefined }));

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const measure = (name, policy, over) => {
  const started = performance.now();
  const program = compile([{ id: 'pol_1', name: 'bench', version: 1, text: policy }]);
  const compileMs = performance.now() - started;
  for (let index = 0; index < 20_000; index += 1) decide(program, over[index % over.length]);
  const single = [];
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = process.cpuUsage();
    for (let index = 0; index < DECISIONS; index += 1) decide(program, over[index % over.length]);
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / DECISIONS);
  }
  for (let index = 0; index < DECISIONS; index += 1) {
    const begin = process.hrtime.bigint();
    decide(program, over[index % over.length]);
    single.push(Number(process.hrtime.bigint() - begin) / 1000);
  }
  single.sort((a, b) => a - b);
  const row = {
    case: name,
    rules: program.ruleCount,
    'cpu µs': best.toFixed(2),
    'p50 µs': percentile(single, 0.5).toFixed(2),
    'p99 µs': percentile(single, 0.99).toFixed(2),
    'compile ms': compileMs.toFixed(0),
  };
  console.log(
    Object.entries(row)
      .map(([key, value]) => `${key} ${value}`)
      .join('   '),
  );
};

measure('typical, call', typical, inputs);
measure('typical, response', typical, responses);
measure('typical, list entry', typical, lists);
measure('1000 rules on 50 servers, call', document(1000, 50, everySecond), inputs);
measure('1000 rules on 4 servers, call', document(1000, 4, everySecond), inputs);
measure('1000 rules, nothing indexable', unindexed, inputs);
// Names nobody has seen before, so that nothing that was remembered helps.
const strangers = Array.from({ length: 100_000 }, (_, index) => ({
  ...inputs[index % inputs.length],
  target: { kind: 'tool', name: `stranger-${index}_7` },
}));
measure('1000 rules, nothing indexable, every name new', unindexed, strangers);
