import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.js';

const rule = (lines: string): string[] => {
  const { diagnostics } = checkPolicy(`version: 1\nname: p\nrules:\n  - id: r\n${lines.replace(/^/gm, '    ')}\n`);
  return diagnostics.map(({ line, column, endColumn, severity, message }) => {
    return `${line}:${column}-${endColumn} ${severity}: ${message}`;
  });
};

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
      'effect: approve\nmatch: { direction: response }\nobligations: { limits: [{ max: 5, every: 1m }] }',
      '7:20-26 error: "limits" is asked before a call goes on; a rule about answers comes too late for it',
    ],
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
