import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finding, toolCall } from '../test-support/inputs.js';
import { compileCondition } from './condition.js';
import { ENVIRONMENT } from './environment.js';
import { Fault } from './fault.js';
import { Run } from './run.js';

const args = {
  database: 'prod',
  path: '/srv/data/a.txt',
  count: 5,
  ratio: 2.5,
  none: null,
  flag: true,
  tags: ['red', 'green'],
  items: [{ price: 3 }, { price: 30 }],
  'odd key': 'x',
  a: { b: 1 },
};
const input = toolCall({
  args,
  argumentsBytes: 300,
  findings: [finding(), finding({ category: 'pii', severity: 'low' })],
});

const evaluate = (text: string): boolean | string => {
  const result = compileCondition(text);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  const verdict = result.condition.evaluate(new Run(input));
  return verdict instanceof Fault ? verdict.message : verdict;
};

describe('conditions', () => {
  it.each([
    'args.database == "prod" && args.count == 5 && args.flag && args.none == null',
    'args.count + 1 > 5 && args.count * 2 == 10 && args.count / 2 == 2 && args.count % 2 == 1',
    'args.count * args.ratio == 12.5 && -args.count == -5 && args.count - 1 != 5 && -args.ratio < 0.0',
    'args["odd key"] == "x" && args.tags[1] == "green" && args.items[1].price == 30 && args.a["b"] == 1',
    '"red" in args.tags && !("blue" in args.tags) && "a" in args && args.database in ["prod", "staging"]',
    'args.count in [1, 5] && args.count in [5.0] && args.tags == ["red", "green"] && args.a == {"b": 1}',
    'args.tags + ["blue"] == ["red", "green", "blue"] && args.database + "!" == "prod!"',
    'args.items.exists(i, i.price > 20) && args.items.all(i, i.price > 2) && args.items.exists_one(i, i.price == 3)',
    'args.items.filter(i, i.price > 20).size() == 1 && args.items.map(i, i.price)[0] == 3',
    'args.items.filter(i, i.price > 20)[0].price == 30 && args.a.all(k, k == "b")',
    'args.tags.exists(t, args.items.exists(i, t == "green" && i.price == 30))',
    'has(args.a.b) && !has(args.a.c) && !has(args.x.y.z) && !has(args.database.x) && "odd key" in args',
    'principal.name == "ada@acme.example" && "engineering" in principal.groups && principal.kind == "user"',
    'client.name == "cursor" && server.slug == "files" && server.tier == "standard" && server.transport == "stdio"',
    'tool.name == "read_file" && tool.state == "pinned" && tool.egress == "external" && target.kind == "tool"',
    '!tool.annotations.readOnlyHint && tool.annotations.destructiveHint && !has(tool.annotations.readOnlyHint)',
    'method == "tools/call" && direction == "request" && argsBytes > 200',
    'size(findings) == 2 && findings[0].category == "secret" && findings.exists(f, f.category == "pii")',
    'findings.filter(f, f.confidence >= 0.9).exists(f, f.severity == "low")',
    'hasFinding("secret") && hasFinding("secret", "high") && !hasFinding("pii", "medium") && hasFinding("*", "high")',
    'args.path.startsWith("/srv") && args.path.endsWith(".txt") && args.path.contains("data")',
    '"ÄB".lowerAscii() == "Äb" && "ab".upperAscii() == "AB" && " a ".trim() == "a" && "a@b".split("@")[1] == "b"',
    'size("a😀") == 2 && "abc".size() == 3 && size(args.tags) == 2 && size(args.a) == 1',
    'int("42") == 42 && int(2.9) == 2 && double("1.5") == 1.5 && string(5) == "5" && string(true) == "true"',
    'args.path.matches("^/srv/[a-z]+/") && !args.path.matches("^data")',
    'glob(args.path, "/srv/*.txt") && glob(args.path, args.path) && !glob(args.path, "*.md")',
    'pathInside(args.path, "/srv/data") && host("https://USER@API.Example.com:8443/x") == "api.example.com"',
    'now > timestamp("2026-01-01T00:00:00Z") && now.getFullYear() == 2026 && now.getMonth() == 10',
    'now.getHours() == 9 && now.getHours("America/New_York") == 4 && now.getDayOfWeek() == 5 && now.getMinutes() == 30',
    'now.getDayOfMonth() == 19 && (args.flag ? args.count == 5 : args.missing)',
    'args.missing == 1 || args.flag',
    'args.flag || args.missing == 1',
    '!(args.missing == 1 && args.database == "dev")',
    'args.tags.exists(t, t == "green" || t > 5)',
    'args.count < 5.5 && args.ratio > 2 && "a" < "b" && !(args.database == 5)',
    'r"a\\d" == "a\\\\d" // a comment',
  ])('%s', (text) => {
    expect(evaluate(text)).toBe(true);
  });

  it.each([
    ['args.missing == 1', 'args.missing is missing'],
    ['args.a.c.d == 1', 'args.a.c is missing'],
    ['args.tags[7] == "x"', 'args.tags[7] is missing'],
    ['args.database > 5', 'string and int cannot be compared'],
    ['args.database + 1 == 2', '"+" does not go with string and int'],
    ['args.count / 0 == 1', 'division by zero'],
    ['args.count % 0 == 1', 'division by zero'],
    ['args.count + 9223372036854775807 > 0', 'the integer does not fit into 64 bits'],
    ['-args.database == 1', '"-" does not go with int and string'],
    ['args.count.startsWith("5")', 'startsWith() does not take int'],
    ['args.count in args.database', '"in" needs a list or a map, got string'],
    ['args.count.exists(x, x == 1)', 'a list or a map is needed here, got int'],
    ['args.tags.all(t, t == "red" ? true : t > 1)', 'string and int cannot be compared'],
    ['args.count && args.flag', 'expected true or false, got int'],
    ['args.count', 'expected true or false, got int'],
    ['args.count ? true : false', 'expected true or false, got int'],
    ['!args.count', 'expected true or false, got int'],
    ['args.tags.filter(t, t).size() == 0', 'expected true or false, got string'],
    ['args.tags.exists_one(t, t.x)', 't.x is missing'],
    ['args.tags.map(t, t.x).size() == 0', 't.x is missing'],
    ['int("x") == 1', 'int() cannot read this as an integer of 64 bits'],
    ['int("9223372036854775808") == 1', 'int() cannot read this as an integer of 64 bits'],
    ['double("1.") == 1.0', 'double() cannot read this as a number'],
    ['string(args.none) == ""', 'string() does not take null'],
    ['host(args.path) == "x"', 'host() needs an absolute URL with a host'],
    ['{args.count: 1} == args.a', 'keys of a map are text, got int'],
  ])('%s fails: %s', (text, message) => {
    expect(evaluate(text)).toBe(message);
  });

  it('reads nothing that JavaScript puts on objects', () => {
    expect(evaluate('has(args.constructor) || has(args.__proto__) || has(args.toString)')).toBe(false);
    expect(evaluate('"constructor" in args')).toBe(false);
    expect(evaluate('args.tags.length == 2')).toBe('args.tags.length is missing');
  });

  it('assumes about a tool what the MCP specification says when the server does not', () => {
    const run = new Run(
      toolCall({
        tool: {
          annotations: { readOnlyHint: 'yes', openWorldHint: false },
          state: 'pinned',
          capabilities: [],
          risk: 'low',
        },
      }),
    );
    const result = compileCondition('!tool.annotations.readOnlyHint && !tool.annotations.openWorldHint');
    expect(result.ok && result.condition.evaluate(run)).toBe(true);
  });

  it('has plain values for what a message has not: no client, no tool', () => {
    const run = new Run(toolCall({ client: null, target: { kind: 'prompt', name: 'p' } }));
    const result = compileCondition('client.name == "" && !has(client.name) && tool.name == "" && !has(tool.name)');
    expect(result.ok && result.condition.evaluate(run)).toBe(true);
  });
});

/** Expressions over constants and a few variables, in the part of CEL where this engine means to be CEL and nothing else. */
const expressions = fc.letrec<{ bool: string; int: string; text: string; list: string }>((tie) => ({
  bool: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'false', 'args.flag'),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('bool').map((a) => `!${a}`),
    fc.tuple(tie('int'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('int')).map((p) => `(${p.join(' ')})`),
    fc.tuple(tie('text'), fc.constantFrom('<', '==', '!='), tie('text')).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('text'), fc.constantFrom('startsWith', 'contains'), tie('text')).map(([a, f, b]) => `${a}.${f}(${b})`),
    fc.tuple(tie('int'), tie('list')).map(([a, b]) => `(${a} in ${b})`),
    fc
      .tuple(tie('list'), fc.constantFrom('exists', 'all', 'exists_one'), fc.constantFrom('==', '<'), tie('int'))
      .map(([list, kind, op, limit]) => `${list}.${kind}(x, x ${op} ${limit})`),
    fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `(${a} == ${b})`),
  ),
  int: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: -3, max: 9 }).map(String),
    fc.constantFrom('args.count', 'args.items[0].price', 'args.missing'),
    fc.tuple(tie('int'), fc.constantFrom('+', '-', '*', '/', '%'), tie('int')).map((p) => `(${p.join(' ')})`),
    tie('list').map((list) => `size(${list})`),
    tie('text').map((text) => `${text}.size()`),
  ),
  text: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('"a"', '"prod"', '""', 'args.database'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
  ),
  list: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('[1, 2]', '[5]', '[1, 2, 3]'),
    fc.tuple(tie('list'), tie('int')).map(([list, limit]) => `${list}.filter(x, x > ${limit})`),
    fc.tuple(tie('list'), tie('int')).map(([list, add]) => `${list}.map(x, x + ${add})`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `(${a} + ${b})`),
  ),
}));

const celArgs = { count: 5n, flag: true, database: 'prod', items: [{ price: 3n }] };

const byCel = (text: string): boolean | 'error' => {
  try {
    return ENVIRONMENT.parse(text)({ args: celArgs });
  } catch {
    return 'error';
  }
};

it('means what CEL means, on random expressions', () => {
  let compared = 0;
  fc.assert(
    fc.property(expressions.bool, (text) => {
      const result = compileCondition(text);
      if (!result.ok) return;
      compared += 1;
      const verdict = result.condition.evaluate(new Run(input));
      expect(verdict instanceof Fault ? 'error' : verdict).toBe(byCel(text));
    }),
    { numRuns: 4000 },
  );
  expect(compared).toBeGreaterThan(3000);
});
