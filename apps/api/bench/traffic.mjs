// What the benchmark of simulations replays: calls of 200 people at 10 servers, policies of a few dozen rules, and a draft.
const GROUPS = ['engineering', 'sales', 'finance', 'support', 'security'];
const TOOLS = [
  'read_file',
  'write_file',
  'search',
  'query',
  'send_message',
  'create_issue',
  'delete_row',
  'run_report',
];
const FACTS = {
  read_file: [['read'], 'low'],
  write_file: [['write'], 'medium'],
  search: [['read'], 'low'],
  query: [['read'], 'low'],
  send_message: [['send'], 'high'],
  create_issue: [['write'], 'medium'],
  delete_row: [['delete'], 'high'],
  run_report: [['read'], 'low'],
};

const serverName = (n) => `server-${n}`;
const groupRules = GROUPS.flatMap((group, n) =>
  [0, 1, 2, 3].map(
    (k) => `  - id: ${group}-${k}
    match: { servers: [${serverName((n * 2 + k) % 10)}], principals: { groups: [${group}] } }
    effect: allow
`,
  ),
).join('');

const policyText = (extra) => `version: 1
name: baseline
rules:
${groupRules}  - id: no-system-files
    match: { tools: [read_file, write_file] }
    when: args.path.startsWith("/etc/") || args.path.contains("/.ssh/")
    effect: deny
  - id: no-big-queries
    match: { tools: [query] }
    when: args.limit > 10000
    effect: approve
    approvers: { groups: [security] }
  - id: no-prod-deletes
    match: { tools: [delete_row] }
    when: args.database == "prod"
    effect: deny
  - id: secrets-stay
    match: { direction: request }
    when: findings.exists(f, f.category == "secret")
    effect: deny
  - id: watch-messages
    match: { tools: [send_message] }
    effect: deny
    mode: warn
${extra}`;

const ID = 'pol_00000000000000000000000000';
export const baseline = [{ id: ID, name: 'baseline', version: 3, text: policyText('') }];
export const draft = policyText(`  - id: support-reads
    match: { risks: [low], principals: { groups: [support] } }
    effect: allow
  - id: no-mail-by-sales
    match: { tools: [send_message], principals: { groups: [sales] } }
    when: size(args.recipients) > 2
    effect: deny
`);

const argsOf = (tool, i) => {
  if (tool.endsWith('_file'))
    return {
      path: i % 17 === 0 ? '/etc/passwd' : `/home/user-${i % 50}/project/src/file-${i % 900}.ts`,
      encoding: 'utf8',
    };
  if (tool === 'query') return { sql: `select * from orders where id = ${i}`, limit: i % 23 === 0 ? 50_000 : 100 };
  if (tool === 'delete_row') return { database: i % 5 === 0 ? 'prod' : 'test', table: 'orders', id: i };
  if (tool === 'send_message')
    return {
      recipients: ['a', 'b', 'c'].slice(0, 1 + (i % 3)).map((name) => `${name}@example.com`),
      body: `Hello ${i}`,
    };
  return {
    text: `something to look for, number ${i}`,
    page: i % 10,
    options: { exact: i % 2 === 0, tags: ['one', 'two'] },
  };
};

/** Call number `i`: always the same. @returns its input of `decide`, and its record without what was decided */
export const requestOf = (orgId, callId, i, at) => {
  const tool = TOOLS[(i * 7) % TOOLS.length];
  const person = (i * 31) % 200;
  const n = (i * 13) % 10;
  const [capabilities, risk] = FACTS[tool];
  const principal = {
    id: `mem_${String(person).padStart(26, '0')}`,
    kind: 'user',
    name: `person-${person}@example.com`,
    groups: [GROUPS[person % 5], GROUPS[(person * 3) % 5]].sort(),
    role: 'developer',
  };
  const server = { id: `srv_${String(n).padStart(26, '0')}`, slug: serverName(n) };
  const about = {
    name: `Server ${n}`,
    tier: 'standard',
    egress: n % 2 ? 'external' : 'internal',
    transport: 'stdio',
    labels: n % 3 ? [] : ['eu'],
  };
  const args = argsOf(tool, i);
  const argumentsBytes = Buffer.byteLength(JSON.stringify(args));
  const facts = { annotations: { readOnlyHint: risk === 'low' }, state: 'pinned', capabilities, risk };
  const client = { name: 'cursor', version: '1.7.0' };
  const target = { kind: 'tool', name: tool };
  const argumentRoles = tool.endsWith('_file') ? { '/path': 'path' } : {};
  const address = `192.0.2.${i % 250}`;
  return {
    input: {
      direction: 'request',
      method: 'tools/call',
      principal,
      client,
      server: { ...server, ...about },
      target,
      tool: facts,
      args,
      argumentsBytes,
      findings: [],
      now: at,
      address,
      argumentRoles,
    },
    record: {
      format: 1,
      stage: 'decided',
      callId,
      orgId,
      at,
      findings: [],
      principal,
      client,
      server,
      protocolVersion: '2025-11-25',
      origin: 'client',
      method: 'tools/call',
      target,
      definitionDigest: `sha256:${'0'.repeat(64)}`,
      argumentsBytes,
      argumentsTruncated: false,
      context: { server: about, tool: facts, address, argumentRoles },
      snapshotVersion: 1,
      requestId: String(i),
      traceId: null,
    },
  };
};
