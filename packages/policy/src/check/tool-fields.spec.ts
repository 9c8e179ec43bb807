import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.js';
import type { CheckContext } from './rule-problem.js';

const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'object',
  properties,
  ...more,
});
const text = { type: 'string' };

const CONTEXT: CheckContext = {
  tools: [
    {
      server: 'files',
      name: 'read_file',
      inputSchema: object({ path: text, head: { type: 'number' }, tail: { type: 'integer' } }),
      outputSchema: object({
        content: text,
        lines: { type: 'array', items: object({ text, at: { type: 'number' } }) },
      }),
    },
    {
      server: 'files',
      name: 'write_file',
      inputSchema: object({ path: text, content: text, mode: { enum: ['append', 'replace'] } }),
    },
    { server: 'files', name: 'list_roots', inputSchema: object({}) },
    {
      server: 'mail',
      name: 'send',
      inputSchema: {
        $ref: '#/$defs/mail',
        $defs: {
          mail: object({
            to: { type: 'array', items: text },
            urgent: { type: 'boolean' },
            body: { anyOf: [text, { type: 'null' }] },
            meta: { type: 'object' },
          }),
        },
      },
    },
    { server: 'free', name: 'anything', inputSchema: object({ path: text }, { additionalProperties: true }) },
    { server: 'old', name: 'unknown' },
  ],
};

const check = (rule: string): string[] => {
  const { diagnostics } = checkPolicy(
    `version: 1\nname: p\nrules:\n  - id: r\n${rule.replace(/^/gm, '    ')}\n`,
    CONTEXT,
  );
  return diagnostics.map(
    ({ line, column, endColumn, severity, message }) => `${line}:${column}-${endColumn} ${severity}: ${message}`,
  );
};

/** `when` is on line 6 and begins in column 11. */
const when = (tools: string, condition: string, effect = 'allow'): string[] =>
  check(`effect: ${effect}\nwhen: ${condition}\nmatch: { ${tools} }`);

const READ = 'tools: [read_file]';

describe('conditions are typed by the schemas of the tools they speak of', () => {
  it.each([
    [READ, 'args.path == "x"', []],
    [
      READ,
      'args.pth == "x"',
      ['6:16-19 error: read_file has no argument "pth"; did you mean "path"? (path, head, tail)'],
    ],
    [
      READ,
      'has(args.pth) && args.pth == "x"',
      ['6:20-23 error: read_file has no argument "pth"; did you mean "path"? (path, head, tail)'],
    ],
    [
      'tools: ["read_*"]',
      'has(args.pth)',
      ['6:20-23 warning: read_file has no argument "pth"; did you mean "path"? (path, head, tail)'],
    ],
    [
      'servers: [files], tools: [read_file, write_file]',
      'args.contents == "x"',
      [
        '6:16-24 error: read_file and write_file have no argument "contents"; did you mean "content"? (path, head, tail, content, mode)',
      ],
    ],
    [
      'servers: [files], tools: ["*"]',
      'args.path == "x"',
      [
        '6:16-20 warning: list_roots has no argument "path"; there the rule never matches. If that is not meant: has(args.path) && …',
      ],
    ],
    ['servers: [files], tools: ["*"]', 'has(args.path) && args.path == "x"', []],
    [
      'servers: [files]',
      'args.nothing == 1',
      [
        '5:13-18 warning: this also lets the servers ask the client (sampling, elicitation, roots); if not meant: direction: request',
        '6:16-23 warning: read_file, write_file and 1 more have no argument "nothing" (path, head, tail, content, mode)',
      ],
    ],
    ['tools: [anything]', 'args.other == "x"', []],
    ['tools: [unknown]', 'args.other == "x"', []],
    ['resources: ["*"]', 'args.other == "x"', []],
    [READ, 'args.path.name == "x"', ['6:21-25 error: read_file has no argument "path.name"']],
    ['tools: [send]', 'args.meta.a.b == "x"', []],
    [
      'tools: [send]',
      'args["to"][0] == "x" && args.to[args.n] == "y"',
      ['6:48-49 error: send has no argument "n" (to, urgent, body, meta)'],
    ],
  ])('%s with %s', (match, condition, expected) => {
    expect(when(match, condition)).toEqual(expected);
  });

  it.each([
    [
      READ,
      'args.head == "5"',
      ['6:24-27 error: args.head of read_file is a number and never equals "5"; write 5 without quotes'],
    ],
    [READ, 'args.tail > 5 && args.head <= 2.5', []],
    [READ, 'args.path == 5', ['6:24-25 error: args.path of read_file is text and never equals 5; write "5"']],
    [
      READ,
      'args.path > 5',
      [
        '6:23-24 error: args.path of read_file is text and cannot be compared with 5; double(args.path) reads it as a number',
      ],
    ],
    [READ, '5 in args.path', []],
    [
      READ,
      'args.head in [1, "2"]',
      ['6:28-31 error: args.head of read_file is a number and never equals "2"; write 2 without quotes'],
    ],
    [
      READ,
      'args.head.startsWith("x")',
      ['6:11-20 error: startsWith() takes text, and args.head of read_file is a number'],
    ],
    [
      READ,
      'args.path.exists(p, p == "x")',
      ['6:11-20 error: exists() takes a list or a map, and args.path of read_file is text'],
    ],
    [READ, 'args.path && true', ['6:11-20 error: a condition takes true or false, and args.path of read_file is text']],
    [
      READ,
      'urlRange(args.tail) == "public"',
      ['6:20-29 error: urlRange() takes text, and args.tail of read_file is a number'],
    ],
    ['tools: [write_file]', 'args.mode == "replace"', []],
    [
      'tools: [write_file]',
      'args.mode == "replcae"',
      ['6:24-33 error: args.mode of write_file is never "replcae"; did you mean "replace"? ("append", "replace")'],
    ],
    [
      'tools: [send]',
      'args.urgent == "true"',
      ['6:26-32 error: args.urgent of send is true or false and never equals "true"; write true without quotes'],
    ],
    ['tools: [send]', 'args.body == null || args.body == "x" || !args.urgent', []],
    ['tools: [send]', 'args.to.exists(t, t == 5)', ['6:34-35 error: t of send is text and never equals 5; write "5"']],
    ['tools: [send]', 'args.to == "x"', ['6:22-25 error: args.to of send is a list and never equals "x"']],
    [
      'tools: [send]',
      'countAt(args, "/cc") > 2',
      ['6:25-30 error: send has no argument "cc" (to, urgent, body, meta)'],
    ],
    ['tools: [send]', 'numberAt(args, "/to/0") > 2 && countAt(args, "/to") > 3', []],
  ])('%s with %s', (match, condition, expected) => {
    expect(when(match, condition)).toEqual(expected);
  });

  it('types structured results, and says what a deny does where a field is missing', () => {
    const match = 'servers: [files], tools: [read_file]';
    expect(when(match, 'result.structuredContent.lines.exists(l, l.txt == "x")', 'deny')).toEqual([
      '6:11-41 warning: without result.structuredContent.lines the rule counts as matching; if that is not meant: has(result.structuredContent.lines) && …',
      '6:54-57 error: read_file has no result field "lines.[].txt"; did you mean "text"? (text, at)',
    ]);
    expect(when('servers: [files], tools: [read_file, list_roots]', 'args.path == "x"', 'deny')).toEqual([
      '6:16-20 warning: list_roots has no argument "path"; there the rule counts as matching. If that is not meant: has(args.path) && …',
    ]);
  });

  it('is not sure where a rule names tools that are not known', () => {
    expect(when('tools: [read_file, read_all]', 'args.all')).toEqual([
      '6:16-19 warning: read_file has no argument "all" (path, head, tail)',
      '7:33-41 warning: no tool of these servers is called "read_all"',
    ]);
  });
});
