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
      '6:11-14 error: unknown name "arg"; did you mean "args"? (known: principal, client, server, tool, target, args, argRoles, argsBytes, result, findings, flow, session, method, direction, address, now)',
    ],
    [
      'flow.origin == "x"',
      '6:16-22 error: flow has no field "origin"; did you mean "origins"? (it has origins, labels, overlap, chars, disguised, destinations, injectedDestination, asked)',
    ],
    ['session.calls > "5"', null],
    [
      'server.tier == "sensitiv"',
      '6:26-36 error: this is never "sensitiv"; did you mean "sensitive"? ("standard", "sensitive")',
    ],
    ['server.tier in ["standard", "prod"]', '6:39-45 error: this is never "prod" ("standard", "sensitive")'],
    ['"User" == principal.kind', null],
    [
      'hasFinding("secrets")',
      '6:22-31 error: no such category "secrets"; did you mean "secret"? (one of path, command, ssrf, secret, pii, prompt_injection, tool_poisoning, hidden_text, prompt_extraction, data_flow, behaviour, protocol, other, or "*" for any)',
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
