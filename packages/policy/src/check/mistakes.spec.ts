import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.js';

const rule = (lines: string): string[] => {
  const { diagnostics } = checkPolicy(`version: 1\nname: p\nrules:\n  - id: r\n${lines.replace(/^/gm, '    ')}\n`);
  return diagnostics.map(({ line, column, endColumn, severity, message }) => {
    return `${line}:${column}-${endColumn} ${severity}: ${message}`;
  });
};

/** `when` on line 6, after `effect` on line 5; columns count from 1 and the expression begins in column 11. */
const when = (condition: string, effect = 'allow'): string[] =>
  rule(`effect: ${effect}\nwhen: ${condition}\nmatch: { tools: [t] }`);

describe('mistakes in conditions read like a good compiler', () => {
  it.each([
    [
      'tool.nme == "x"',
      '6:16-19 error: tool has no field "nme"; did you mean "name"? (it has name, state, egress, capabilities, risk, annotations)',
    ],
    [
      'tool.annotations.readonlyHint',
      '6:28-40 error: tool.annotations has no field "readonlyHint"; did you mean "readOnlyHint"? (it has title, readOnlyHint, destructiveHint, idempotentHint, openWorldHint)',
    ],
    [
      'arg.path == "x"',
      '6:11-14 error: unknown name "arg"; did you mean "args"? (known: principal, client, server, tool, target, args, argRoles, argsBytes, result, findings, method, direction, address, now)',
    ],
    [
      'flow.origin == "x"',
      '6:11-15 error: "flow" (labels and origins of the data in the arguments) is reserved and not available yet',
    ],
    [
      'session.calls > 5',
      '6:11-18 error: "session" (rates, counts and first uses in the session) is reserved and not available yet',
    ],
    [
      'server.tier == "sensitiv"',
      '6:26-36 error: this is never "sensitiv"; did you mean "sensitive"? ("standard", "sensitive")',
    ],
    ['server.tier in ["standard", "prod"]', '6:39-45 error: this is never "prod" ("standard", "sensitive")'],
    ['"User" == principal.kind', null],
    [
      'hasFinding("secrets")',
      '6:22-31 error: no such category "secrets"; did you mean "secret"? (one of path, command, ssrf, secret, pii, prompt_injection, tool_poisoning, hidden_text, prompt_extraction, protocol, other, or "*" for any)',
    ],
    ['hasFinding("secret", "hi")', '6:32-36 error: no such severity "hi" (one of info, low, medium, high, critical)'],
    [
      'findings.category == "secret"',
      '6:20-28 error: findings is a list; ask about its elements: findings.exists(x, x.category == …)',
    ],
    [
      'findings.exists(f, f.kind == "secret")',
      '6:32-36 error: finding has no field "kind" (it has detector, category, severity, confidence, pointer, view)',
    ],
    ['tool.name.size > 5', '6:21-25 error: tool.name is a string and has no fields'],
    [
      'tool == "x"',
      '6:11-15 error: tool is not a value; name one of its fields: name, state, egress, capabilities, risk, annotations',
    ],
    ['tool.name = "x"', '6:21-22 error: write == here'],
    ['tool.name == "x" and method == "y"', '6:28-31 error: write && here'],
    ['tool.name == x y', '6:26-27 error: unexpected "y"'],
    ['(tool.name == "x"', '6:27-28 error: ")" is expected here, not the end'],
    ['tool.name == "x', '6:24-26 error: unterminated string'],
    ['tool.name == "x" &&', '6:29-30 error: the condition ends too early'],
    ['tool.name > 5', '6:11-24 error: ">" does not go with string and int'],
    ['tool.name', '6:11-20 error: a condition is true or false, this is a string'],
    ['now', '6:11-14 error: a condition is true or false, this is a timestamp'],
    ['startWith(tool.name, "x")', '6:11-36 error: unknown function "startWith"; did you mean "startsWith"?'],
    ['startsWith(tool.name, "x")', '6:11-37 error: startsWith is used as string.startsWith(string) → bool'],
    ['tool.name.glob("x")', '6:11-30 error: glob is used as glob(string, pattern) → bool'],
    ['tool.name.has("x")', '6:11-29 error: has is used as has(args.field)'],
    ['glob(tool.name)', '6:11-26 error: glob is used as glob(string, pattern) → bool'],
    ['has(args)', '6:15-19 error: has() takes one field: has(args.path); for other keys: "a key" in args'],
    [
      'has(args.items[0].name)',
      '6:15-33 error: has() takes one field: has(args.path); for other keys: "a key" in args',
    ],
    ['tool.name.exists(x, x == "a")', '6:11-20 error: exists needs a list, this is a string'],
    ['args.tags.exists(t)', '6:11-30 error: exists takes a name and an expression: list.exists(x, …)'],
    ['args.path.matches("[")', '6:29-32 error: the pattern is not valid: missing closing ]: `[`'],
    ['now.getHours("Berlin") > 8', '6:24-32 error: no such time zone "Berlin"'],
    ['now > timestamp("tomorrow")', '6:27-37 error: timestamp() needs a time such as "2026-12-01T00:00:00Z"'],
    ['b"x" == b"x"', null],
    ['cel.bind(x, 1, x == 1)', '6:11-33 error: unknown function "bind"'],
    ['type(args.x) == string', null],
  ])('%s', (condition, expected) => {
    const found = when(condition);
    if (expected === null) expect(found.some((line) => line.includes('error: '))).toBe(true);
    else expect(found).toContain(expected);
  });

  it('tells all of them together', () => {
    expect(when('tool.nme == "x" && frob(args.a) && server.tier == "x" && flow.a')).toHaveLength(4);
  });

  it('points into folded blocks, on the line it is on', () => {
    expect(
      rule(
        'effect: allow\nwhen: >-\n  tool.name == "x" &&\n  tool.nme == "y" &&\n\n    args.a.matches("(")\nmatch: { tools: [t] }',
      ),
    ).toEqual([
      '8:12-15 error: tool has no field "nme"; did you mean "name"? (it has name, state, egress, capabilities, risk, annotations)',
      '10:24-27 error: the pattern is not valid: missing closing ): `(`',
    ]);
  });

  it('points into literal blocks and into quotes', () => {
    expect(rule('effect: allow\nwhen: |\n  true ||\n    tool.nme == "y"\nmatch: { tools: [t] }')).toEqual([
      '8:14-17 error: tool has no field "nme"; did you mean "name"? (it has name, state, egress, capabilities, risk, annotations)',
    ]);
    expect(when('"args.a == \\"b\\" && tool.nme == \\"y\\""')).toEqual([
      '6:36-39 error: tool has no field "nme"; did you mean "name"? (it has name, state, egress, capabilities, risk, annotations)',
    ]);
    expect(when("'args.a == ''b'' && tool.nme'")).toEqual([
      '6:36-39 error: tool has no field "nme"; did you mean "name"? (it has name, state, egress, capabilities, risk, annotations)',
    ]);
  });
});

describe('rules that do not mean what they say', () => {
  it.each([
    ['effect: redact', ['5:13-19 error: a redact rule says what: redact: { categories: [secret] }']],
    [
      'effect: deny\nredact: { categories: [pii] }',
      ['6:5-11 error: "redact" means nothing to a rule whose effect is deny'],
    ],
    ['effect: deny\napprovers: {}', ['6:5-14 error: "approvers" mean nothing to a rule whose effect is deny']],
    [
      'effect: deny\nmatch: { tools: [a], resources: [b] }',
      ['6:26-35 error: the rule can never match: no message is about tools and resources at once'],
    ],
    [
      'effect: deny\nmatch: { principals: { users: [a], serviceAccounts: [b] } }',
      ['6:40-55 error: the rule can never match: nobody is a user and a service account at once; write two rules'],
    ],
    [
      'effect: deny\nmatch: { principals: {} }',
      ['6:26-28 warning: this speaks of everyone; name users, groups or serviceAccounts'],
    ],
    [
      'effect: deny\nmatch: { methods: [tool/call] }',
      ['6:24-33 warning: no MCP method is "tool/call"; did you mean "tools/call"?'],
    ],
    [
      'effect: deny\nmatch: { methods: [prompts/get], tools: [a] }',
      ['6:23-36 error: the rule can never match: prompts/get is never about tools'],
    ],
    [
      'effect: deny\nmatch: { direction: request, methods: [sampling/*] }',
      ['6:25-32 error: the rule can never match: these methods come from servers; use direction: response'],
    ],
    [
      'effect: deny\nmatch: { direction: request }\nwhen: has(result.isError)',
      ['7:11-30 error: the rule can never match: a request has no result yet; use direction: response'],
    ],
    [
      'effect: allow\nmatch: { direction: response, methods: [tools/call] }',
      ['5:13-18 warning: an allow changes nothing here: results of allowed requests are allowed already'],
    ],
    ['effect: allow\nmatch: { direction: response, methods: ["sampling/*"] }', []],
    [
      'effect: allow\nwhen: "false"\nmatch: { tools: [t] }',
      ['6:11-18 error: the rule can never match: the condition is never true'],
    ],
    ['effect: deny\nwhen: 1 / 0 == 1', ['6:11-21 error: the condition always fails: division by zero']],
    ['effect: allow\nwhen: 1 == 1\nmatch: { tools: [t] }', ['6:11-17 warning: this is always true; leave "when" out']],
    [
      'effect: deny\nwhen: args.path == "x" || args.path == "y"',
      ['6:11-20 warning: without args.path the rule counts as matching; if that is not meant: has(args.path) && …'],
    ],
    ['effect: deny\nwhen: has(args.path) && args.path == "x"', []],
    ['effect: allow\nwhen: args.path == "x"\nmatch: { tools: [t] }', []],
    [
      'effect: allow\nmatch: { servers: [files] }',
      [
        '5:13-18 warning: this also lets the servers ask the client (sampling, elicitation, roots); if not meant: direction: request',
      ],
    ],
    ['effect: allow\nmatch: { servers: [files], direction: request }', []],
  ])('%j', (lines, expected) => {
    expect(rule(lines)).toEqual(expected);
  });
});

const NOW = Date.UTC(2026, 10, 21);
const TOOLS = [
  {
    server: 'files',
    name: 'read_file',
    inputSchema: { type: 'object', properties: { path: { type: 'string' } } },
    outputSchema: { type: 'object', properties: { lines: { type: 'array' } } },
  },
  { server: 'files', name: 'now', inputSchema: { type: 'object', properties: { zone: { type: 'string' } } } },
];

/** A whole document after its first two lines; the text begins on line 3. */
const whole = (text: string, context = {}): string[] =>
  checkPolicy(`version: 1\nname: p\n${text}\n`, { now: NOW, ...context }).diagnostics.map(
    ({ line, column, endColumn, severity, message }) => `${line}:${column}-${endColumn} ${severity}: ${message}`,
  );

describe('people, times, risks and roll-outs that cannot be', () => {
  it.each([
    [
      'effect: deny\nmatch: { principals: { roles: [developer], serviceAccounts: [bot] } }',
      '6:28-33 error: the rule can never match: a service account has no role; match it by name or group',
    ],
    [
      'effect: deny\nmatch: { principals: { devices: [laptop], users: [ada] } }',
      '6:28-35 error: the rule can never match: nobody is a user and a device at once; write two rules',
    ],
    [
      'effect: deny\nmatch: { risks: [high], resources: ["*"] }',
      '6:14-19 error: the rule can never match: only tools have a risk, and this is about resources',
    ],
    [
      'effect: deny\nmatch: { time: { zone: Berlin } }',
      '6:28-34 error: no such time zone "Berlin"; write it as Europe/Berlin or UTC',
    ],
    [
      'effect: deny\nmatch: { time: { from: "09:00", to: "09:00" } }',
      '6:41-48 error: the rule can never match: from 09:00 to 09:00 is no time at all; leave both out for the whole day',
    ],
    ['effect: deny\nmatch: { time: { from: "9:00" } }', '6:28-34 error: a time of day such as 09:00'],
    ['effect: deny\nexpires: 2027-01-31', '6:14-24 error: a time such as 2027-01-31T18:00:00Z'],
    ['effect: deny\nmatch: { networks: [10.0.0.0] }', '6:25-33 error: a network such as 10.0.0.0/8 or fd00::/8'],
    [
      'effect: deny\nrollout: [{ percent: 20, mode: warn }, { percent: 10, mode: enforce }]',
      '6:55-57 error: this stage is never reached: who is in 10 percent is in the 20 percent of an earlier stage',
    ],
    ['effect: deny\nrollout: [{ mode: warn }]', '6:15-29 error: this stage takes in nobody; say groups or percent'],
    ['effect: deny\nrollout: [{ percent: 0, mode: warn }]', '6:26-27 error: this stage takes in nobody: 0 percent'],
    [
      'effect: deny\nrollout: [{ groups: [a], mode: warn }, { groups: [a], mode: enforce }]',
      '6:44-74 error: this stage is never reached: earlier ones take in these groups',
    ],
    [
      'effect: deny\nrollout: [{ percent: 100, mode: warn }, { groups: [a], mode: enforce }]',
      '6:45-75 error: this stage is never reached: an earlier one takes in everybody',
    ],
    [
      'effect: deny\nmode: enforced',
      '6:11-19 error: this should be one of "observe", "warn", "enforce"; did you mean "enforce"?',
    ],
    [
      'effect: deny\nmatch: { server: [files] }',
      '6:14-20 error: unknown key "server"; did you mean "servers"? (known: direction, methods, servers, tools, resources, prompts, principals, clients, tiers, risks, states, labels, time, networks)',
    ],
    ['effect: deny\nmatch: { servers: files }', '6:23-28 error: this should be a list; write [files]'],
  ])('%j', (lines, expected) => {
    expect(rule(lines)).toContain(expected);
  });

  it('takes stages that grow', () => {
    const stages = '[{ groups: [a], mode: enforce }, { percent: 10, mode: enforce }, { percent: 50, mode: warn }]';
    expect(rule(`effect: deny\nmode: observe\nrollout: ${stages}`)).toEqual([]);
  });

  it('tells what has expired, when it knows the time', () => {
    const text = 'rules:\n  - { id: a, effect: deny, expires: "2026-01-01T00:00:00Z" }';
    expect(whole(text)).toEqual([
      '4:37-59 warning: this expired on 2026-01-01 and does nothing; take it out or give it more time',
    ]);
    expect(whole(text, { now: undefined })).toEqual([]);
  });
});

describe('obligations that bind nothing', () => {
  it.each([
    [
      'effect: deny\nobligations: { limits: [{ max: 5, every: 1m }] }',
      '6:20-26 error: "limits" means nothing to a rule that denies: the message does not go on',
    ],
    [
      'effect: approve\nobligations: { limits: [{ of: rows, max: 5, every: 1m }] }',
      '6:29-60 error: a limit of rows says where to find the list in the result: at: /structuredContent/rows',
    ],
    [
      'effect: approve\nobligations: { limits: [{ max: 5, every: 1m, at: /x }] }',
      '6:50-52 error: "at" means nothing to a limit of requests; it is for rows and cost',
    ],
    [
      'effect: approve\nobligations: { limits: [{ of: cost, max: 5, every: 1m, at: /a~x }] }',
      '6:64-68 error: "/a~x" is no JSON pointer; write "/field" or "/list/0/field"',
    ],
    [
      'effect: approve\nobligations: { limits: [{ max: 5, every: 1 minute }] }',
      '6:46-54 error: a duration such as 30m, 2h or 1d',
    ],
    [
      'effect: deny\nmode: observe\nobligations: { alert: low }',
      '7:5-16 warning: a rule in observe asks for nothing; use warn for alerts',
    ],
    [
      'effect: deny\nobligations: {}',
      '6:18-20 warning: this asks for nothing; name alert, capture, label, limits or stepUp',
    ],
  ])('%j', (lines, expected) => {
    expect(rule(lines)).toContain(expected);
  });

  it('counts by fields tools have', () => {
    const limits =
      '[{ of: rows, at: /structuredContent/rows, max: 5, every: 1m }, { of: cost, at: /pth, max: 5, every: 1m }]';
    const text = `rules:\n  - { id: a, effect: allow, match: { tools: [read_file] }, obligations: { limits: ${limits} } }`;
    expect(whole(text, { tools: TOOLS })).toEqual([
      '4:100-123 error: read_file has no result field "/structuredContent/rows" to count',
      '4:162-166 error: read_file has no argument "/pth" to count; did you mean "path"?',
    ]);
  });
});

describe('rules that other rules make useless', () => {
  it('are told with the line of the other', () => {
    expect(
      whole(`rules:
  - { id: closed, effect: deny, match: { servers: ["*-prod", files], principals: { groups: [a, b] } } }
  - { id: open, effect: allow, match: { direction: request, servers: [db-prod], principals: { groups: [a] } } }
  - { id: wide, effect: allow, match: { direction: request, servers: ["*"], principals: { groups: [a] } } }
  - { id: again, effect: deny, match: { servers: ["*-prod", files], principals: { groups: [a, b] } } }`),
    ).toEqual([
      '5:11-15 warning: this never comes to anything: "closed" on line 4 denies all of it',
      '7:11-16 warning: this says the same as "closed" on line 4; one of them is enough',
    ]);
  });
});

const EXCEPTION = 'server: files, tool: read_file, expires: "2027-01-01T00:00:00Z", grantedBy: Sam, reason: Testing';
const exception = (keys: string, context = {}): string[] =>
  whole(`rules:\n  - { id: a, effect: deny }\nexceptions:\n  - { id: e, ${keys} }`, context);

describe('exceptions that except from nothing', () => {
  it.each([
    [
      `${EXCEPTION}`,
      '6:11-12 error: an exception says from what: rule: <id>, or detector: <id> with argument: /<name>',
    ],
    [
      `rule: a, detector: path.traversal, ${EXCEPTION}`,
      '6:23-31 error: an exception is from a rule or from a detector, not both; write two',
    ],
    [
      `detector: path.traversal, ${EXCEPTION}`,
      '6:24-38 error: an exception from a detector says in which argument: argument: /path',
    ],
    [
      `detector: traversal, argument: /path, ${EXCEPTION}`,
      '6:24-33 error: "traversal" is no detector; write an id such as path.traversal',
    ],
    [
      `rule: a, argument: /path, ${EXCEPTION}`,
      '6:23-31 error: "argument" goes with a detector; an exception from a rule is for the whole call',
    ],
    [`rule: aa, ${EXCEPTION}`, '6:20-22 warning: no rule is called "aa"; did you mean "a"?'],
    [
      `rule: a, ${EXCEPTION.replace('read_file', '"*"')}`,
      '6:44-47 error: an exception is for one tool; patterns are not taken here',
    ],
    [
      `rule: a, ${EXCEPTION.replace('read_file', 'read_fil')}`,
      '6:44-52 warning: files has no tool "read_fil"; did you mean "read_file"?',
    ],
    [
      `rule: a, ${EXCEPTION.replace('server: files', 'server: file')}`,
      '6:31-35 warning: no server is called "file"; did you mean "files"?',
    ],
    [
      `detector: path.traversal, argument: /pth, ${EXCEPTION}`,
      '6:50-54 error: read_file has no argument "/pth"; did you mean "path"? (path)',
    ],
    [
      `rule: a, ${EXCEPTION.replace('2027', '2025')}`,
      '6:64-86 warning: this expired on 2025-01-01 and does nothing; take it out or give it more time',
    ],
    [`rule: a, ${EXCEPTION.replace(', grantedBy: Sam', '')}`, '6:5-105 error: the key "grantedBy" is missing'],
  ])('%s', (keys, expected) => {
    expect(exception(keys, { tools: TOOLS, servers: [{ slug: 'files' }] })).toContain(expected);
  });

  it('takes one that is whole, also from a rule of another policy', () => {
    expect(exception(`rule: a, ${EXCEPTION}`, { tools: TOOLS })).toEqual([]);
    expect(exception(`rule: platform-x, ${EXCEPTION}`)).toEqual([]);
    expect(exception(`rule: platform-x, ${EXCEPTION}`, { otherRules: ['platform-y'] })).toEqual([
      '6:20-30 warning: no rule is called "platform-x"; did you mean "platform-y"?',
    ]);
  });
});

describe('path zones that nobody can be in', () => {
  const zone = (keys: string): string[] =>
    whole(`rules:\n  - { id: a, effect: deny }\npathZones:\n  - { id: z, ${keys} }`, { tools: TOOLS });

  it.each([
    ['inside: [srv]', '6:23-26 error: write the whole path: it begins with "/" or "~/" (nobody knows where "srv" is)'],
    [
      'inside: [/srv], except: [/etc]',
      '6:39-43 error: this is outside of the zone, so nothing may go there anyway; "inside" is /srv',
    ],
    [
      'inside: [/srv], match: { tools: [now] }',
      '6:30-35 warning: the zone does nothing: none of its tools takes a path (now)',
    ],
    ['inside: ["/srv/%2525252525"]', '6:23-41 error: it cannot be told where this leads'],
  ])('%s', (keys, expected) => {
    expect(zone(keys)).toContain(expected);
  });

  it('share the names of rules', () => {
    expect(whole('rules:\n  - { id: z, effect: deny }\npathZones:\n  - { id: z, inside: [/srv] }')).toEqual([
      '6:11-12 error: another rule is called "z"',
    ]);
    expect(zone('inside: [/srv, ~/work], readOnly: [/srv/docs]')).toEqual([]);
  });
});

describe('levels', () => {
  const group =
    'appliesTo: { group: sales }\nlowerLevels: allow\nrules:\n  - { id: a, effect: allow, overridable: true, match: { tools: [x] } }\n  - { id: b, effect: allow, match: { tools: [y] } }';

  it('of a group have nothing below them, and open only what those above let', () => {
    expect(whole(group, { groupsMayAllow: false })).toEqual([
      '4:1-12 warning: nothing is below the policy of a group; leave this out',
      '6:29-40 warning: nothing is below the policy of a group; leave this out',
      '7:22-27 warning: this opens nothing: the organisation does not let "sales" allow more; "lowerLevels: allow" there would',
    ]);
  });

  it('say when two tests have one name', () => {
    const test = '  - { name: t, given: {}, expect: deny }\n';
    expect(whole(`rules:\n  - { id: a, effect: deny }\ntests:\n${test}${test}`)).toEqual([
      '7:13-14 warning: another test has this name',
    ]);
  });
});
