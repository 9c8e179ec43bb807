import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';
import { decide } from './decide.js';
import { type DecisionInput, NO_OBLIGATIONS } from './decision-input.js';
import { finding, toolCall } from './test-support/inputs.js';

const compileRules = (...rules: object[]) =>
  compile([
    {
      id: 'pol_1',
      name: 'baseline',
      version: 7,
      text: JSON.stringify({ version: 1, name: 'baseline', rules }),
    },
  ]);

const deny = (when: string) => compileRules({ id: 'r', effect: 'deny', when });

const becauseOf = (when: string, overrides: Partial<DecisionInput> = {}): string[] => {
  const [rule] = decide(deny(when), toolCall(overrides)).rules;
  return rule?.because ?? ['(the rule did not take part)'];
};

describe('a decision explains itself', () => {
  it('names policy, version, rule, line, effect and mode', () => {
    const text =
      'version: 1\nname: baseline\nrules:\n\n  - id: all\n    effect: allow\n  - { id: seen, effect: deny, mode: warn }\n';
    const decision = decide(compile([{ id: 'pol_1', name: 'baseline', version: 7, text }]), toolCall());
    const policy = { policyId: 'pol_1', policyName: 'baseline', policyVersion: 7, because: [] };
    expect(decision).toEqual({
      effect: 'allow',
      reasons: ['rule-matched'],
      rules: [{ ...policy, ruleId: 'all', line: 5, effect: 'allow', mode: 'enforce' }],
      observed: [{ ...policy, ruleId: 'seen', line: 7, effect: 'deny', mode: 'warn' }],
      message: null,
      redactions: [],
      approval: null,
      unknown: false,
      obligations: NO_OBLIGATIONS,
      exceptions: [],
    });
  });

  it('says what the condition read, with its values', () => {
    const because = becauseOf('tool.name == "read_file" && args.count > 3 && "engineering" in principal.groups', {
      args: { count: 5 },
    });
    expect(because).toEqual(['tool.name = "read_file"', 'args.count = 5', 'principal.groups = (1 elements)']);
  });

  it('leaves out what did not make it true', () => {
    expect(becauseOf('args.a == 1 || args.b == 2', { args: { a: 5, b: 2 } })).toEqual(['args.b = 2']);
    expect(becauseOf('args.missing == 1 || args.b == 2', { args: { b: 2 } })).toEqual(['args.b = 2']);
    expect(becauseOf('(args.a == 1 && args.b == 3) || args.b == 2', { args: { a: 1, b: 2 } })).toEqual(['args.b = 2']);
  });

  it('says which element it was', () => {
    const args = { items: [{ p: 1 }, { p: 50 }, { p: 2 }], 'a/b': { '~': 1 } };
    expect(becauseOf('args.items.exists(i, i.p > 20)', { args })).toEqual(['args.items[1].p = 50']);
    expect(becauseOf('args["a/b"]["~"] == 1', { args })).toEqual(['args["a/b"]["~"] = 1']);
    expect(becauseOf('args.items[int("1")].p == 50', { args })).toEqual(['args.items[1].p = 50']);
    expect(becauseOf('hasFinding("secret")', { findings: [finding({ category: 'pii' }), finding()] })).toEqual([
      'findings[1].category = "secret"',
      'findings[1].severity = "high"',
    ]);
    expect(
      becauseOf('findings.exists(f, f.category == "secret" && f.confidence > 0.5)', { findings: [finding()] }),
    ).toEqual(['findings[0].category = "secret"', 'findings[0].confidence = 1']);
  });

  it('says what was and was not there', () => {
    expect(becauseOf('has(args.force) && !has(args.reason)', { args: { force: true } })).toEqual([
      'args.force = true',
      'args.reason = (absent)',
    ]);
    expect(
      becauseOf('args.a == {} && args.n == null && now > timestamp("2020-01-01T00:00:00Z")', {
        args: { a: {}, n: null },
      }),
    ).toEqual(['args.a = (0 fields)', 'args.n = null', 'now = 2026-11-20T09:30:00.000Z']);
  });

  it('says which error it was, in words of the rule and never of the message', () => {
    expect(becauseOf('args.amount < 5', { args: { amount: 'hunter2' } })).toEqual([
      'error = string and int cannot be compared',
    ]);
    expect(becauseOf('int(args.amount) < 5', { args: { amount: 'hunter2' } })).toEqual([
      'error = int() cannot read this as an integer of 64 bits',
    ]);
  });

  it('gives at most eight values of two hundred characters', () => {
    const args = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, index]));
    const all = Object.keys(args).map((key) => `has(args.${key})`);
    expect(becauseOf(all.join(' && '), { args })).toHaveLength(8);
    const key = 'k'.repeat(300);
    expect(becauseOf(`has(args.${key})`, { args: { [key]: 1 } })[0]).toHaveLength(200);
  });
});

// Explanations go to records and to screens; a secret that policy stopped must not travel on in the explanation.
describe('an explanation gives nothing away', () => {
  const secret = 'AKIAIOSFODNN7EXAMPLE';

  it('masks long text', () => {
    expect(becauseOf('args.body.contains("x")', { args: { body: 'x'.repeat(65) } })).toEqual([
      'args.body = (masked, 65 characters)',
    ]);
    expect(becauseOf('args.body.contains("x")', { args: { body: 'x'.repeat(64) } })).toEqual([
      `args.body = "${'x'.repeat(64)}"`,
    ]);
  });

  it.each([
    ['the leaf itself', '/params/arguments/path'],
    ['something around it', '/params/arguments'],
    ['something inside it', '/params/arguments/path/0'],
  ])('masks text when a finding speaks of %s', (_what, pointer) => {
    expect(becauseOf('args.path != ""', { args: { path: secret }, findings: [finding({ pointer })] })).toEqual([
      'args.path = (masked, 20 characters)',
    ]);
  });

  it('shows text that findings do not speak of', () => {
    const findings = [finding({ pointer: '/params/arguments/path2' }), finding({ pointer: '/params/arguments/pat' })];
    expect(becauseOf('args.path != ""', { args: { path: 'a.txt' }, findings })).toEqual(['args.path = "a.txt"']);
  });

  it('masks elements of lists, and keys with slashes', () => {
    const findings = [finding({ pointer: '/params/arguments/keys/1' }), finding({ pointer: '/params/arguments/a~1b' })];
    const args = { keys: ['plain', secret], 'a/b': secret };
    expect(becauseOf('args.keys.exists(k, k.startsWith("AKIA"))', { args, findings })).toEqual([
      'args.keys[1] = (masked, 20 characters)',
    ]);
    expect(becauseOf('args["a/b"] != ""', { args, findings })).toEqual(['args["a/b"] = (masked, 20 characters)']);
  });

  it('masks text of which it cannot be told where it came from', () => {
    const args = { text: `a ${secret}` };
    const when = 'args.text.split(" ").exists(w, w.startsWith("AKIA"))';
    expect(becauseOf(when, { args, findings: [finding({ pointer: '/params/arguments/text' })] })).toEqual([
      'w = (masked, 20 characters)',
    ]);
  });

  it('masks numbers too', () => {
    const findings = [finding({ category: 'pii', pointer: '/params/arguments/card' })];
    expect(becauseOf('args.card > 0', { args: { card: 4111111111111111 }, findings })).toEqual([
      'args.card = (masked)',
    ]);
  });

  it('masks arguments in responses, where findings speak of the result only', () => {
    const overrides = { direction: 'response' as const, args: { key: secret }, result: { text: 'x', other: secret } };
    const findings = [finding({ pointer: '/result/other' })];
    expect(becauseOf('args.key != "" && result.text == "x" && result.other != ""', { ...overrides, findings })).toEqual(
      ['args.key = (masked, 20 characters)', 'result.text = "x"', 'result.other = (masked, 20 characters)'],
    );
  });

  it('masks the name of a resource a finding speaks of', () => {
    const overrides = { method: 'resources/read', target: { kind: 'resource' as const, name: `file:///${secret}` } };
    expect(becauseOf('target.name != ""', { ...overrides, findings: [finding({ pointer: '/params/uri' })] })).toEqual([
      'target.name = (masked, 28 characters)',
    ]);
  });
});

describe('a finding that only was observed', () => {
  const observed = finding({ category: 'secret', observed: true });

  it('is there for no rule', () => {
    const program = compileRules(
      { id: 'all', effect: 'allow' },
      { id: 'no-secrets', effect: 'deny', when: 'findings.exists(f, f.category == "secret")' },
      { id: 'mask', effect: 'redact', redact: { categories: ['secret'], how: 'mask' } },
    );
    expect(decide(program, toolCall({ findings: [observed] })).effect).toBe('allow');
    expect(decide(program, toolCall({ findings: [finding({ category: 'secret' })] })).effect).toBe('deny');
  });
});

describe('a decision is bounded', () => {
  const costly = 'args.a.exists(x, args.a.exists(y, y < 0))';
  const args = { a: Array.from({ length: 5000 }, (_, index) => index) };
  const many = (count: number, rule: object) =>
    Array.from({ length: count }, (_, index) => ({ id: `r${index}`, effect: 'deny', when: costly, ...rule }));

  it('is a deny for the cost of all rules together, and soon', () => {
    const program = compileRules(...many(200, { effect: 'allow' }), { id: 'all', effect: 'allow' });
    decide(program, toolCall());
    const started = performance.now();
    const decision = decide(program, toolCall({ args }));
    expect(performance.now() - started).toBeLessThan(4000);
    expect(decision).toMatchObject({ effect: 'deny', reasons: ['rule-error'], rules: [] });
  });

  it('does not let rules that only observe spend what enforcing needs', () => {
    const program = compileRules(...many(200, { mode: 'observe' }), { id: 'all', effect: 'allow' });
    expect(decide(program, toolCall({ args })).effect).toBe('allow');
  });

  it('names at most thirty-two rules in each list', () => {
    const rules = Array.from({ length: 100 }, (_, index) => ({ id: `r${index}`, effect: 'deny' }));
    const decision = decide(
      compileRules(...rules, ...rules.map((rule) => ({ ...rule, id: `o${rule.id}`, mode: 'warn' }))),
      toolCall(),
    );
    expect(decision.rules).toHaveLength(32);
    expect(decision.observed).toHaveLength(32);
  });

  it('never throws, not even for a time that is none', () => {
    const decision = decide(deny('!(now > timestamp("2026-01-01T00:00:00Z"))'), toolCall({ now: Number.NaN }));
    expect(decision.rules[0]?.because).toEqual(['now = (no time)']);
    expect(decide(deny('now.getHours() > 5'), toolCall({ now: Number.NaN })).reasons).toEqual(['rule-error']);
  });

  it('leaves the message as it was', () => {
    const message = toolCall({ args: { items: [3, 1, 2], nested: { n: 5 } }, findings: [finding()] });
    const before = structuredClone(message);
    decide(deny('args.items.map(i, i + 1).exists(i, i == args.nested.n) || hasFinding("secret")'), message);
    expect(message).toEqual(before);
  });
});

describe('compile', () => {
  it('refuses a text with errors and says where', () => {
    const text = 'version: 1\nname: p\nrules:\n  - { id: a, effect: deny, when: tool.nme }\n';
    expect(() => compile([{ id: 'pol_1', name: 'p', version: 1, text }])).toThrowError(
      expect.objectContaining({
        code: 'policy.rule_invalid',
        detail: expect.stringContaining('Policy "p" has errors at line 4, column 39: tool has no field "nme"'),
      }),
    );
    expect(() => compile([{ id: 'pol_1', name: 'p', version: 1, text: '{' }])).toThrowError('policy.rule_invalid');
  });

  it('takes several policies, in any order, to one program', () => {
    const policy = (id: string, rules: object[]) => {
      return { id, name: id, version: 1, text: JSON.stringify({ version: 1, name: id, rules }) };
    };
    const one = policy('pol_a', [{ id: 'same', effect: 'allow' }]);
    const other = policy('pol_b', [{ id: 'same', effect: 'deny', match: { tools: ['drop'] } }]);
    const drop = toolCall({ target: { kind: 'tool', name: 'drop' } });
    expect(compile([one, other]).ruleCount).toBe(2);
    expect(decide(compile([one, other]), drop)).toEqual(decide(compile([other, one]), drop));
    expect(decide(compile([one, other]), drop).rules.map(({ policyId }) => policyId)).toEqual(['pol_b', 'pol_a']);
  });

  it('denies everything when there is no policy', () => {
    expect(decide(compile([]), toolCall())).toMatchObject({ effect: 'deny', reasons: ['default-denied'] });
  });

  it('tells what decisions need', () => {
    expect(compileRules({ id: 'a', effect: 'deny' })).toMatchObject({ readsResult: false, readsArguments: false });
    expect(deny('has(args.a)')).toMatchObject({ readsResult: false, readsArguments: true });
    expect(deny('has(result.a)')).toMatchObject({ readsResult: true, readsArguments: false });
  });
});

describe('the index', () => {
  const names = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const at = (slug: string, tool: string) =>
    toolCall({ server: { ...toolCall().server, slug }, target: { kind: 'tool', name: tool } });

  // More names than are indexed one by one, names given twice, and literals beside patterns: none may be lost or counted twice.
  it.each([
    ['few', names(3, 's'), names(3, 't')],
    ['many', names(150, 's'), names(150, 't')],
    ['twice', ['s1', 's1', 's2'], ['t1', 't1', 't2']],
    ['patterns beside names', ['s1', 's?', '*2'], ['t1', 't*', '?2']],
  ])('finds rules with %s names once', (_what, servers, tools) => {
    const program = compileRules({ id: 'r', effect: 'allow', match: { servers, tools } });
    expect(decide(program, at('s2', 't2')).rules).toHaveLength(1);
    expect(decide(program, at('s1', 't1')).rules).toHaveLength(1);
    expect(decide(program, at('x', 't1')).effect).toBe('deny');
    expect(decide(program, at('s1', 'x')).effect).toBe('deny');
  });
});
