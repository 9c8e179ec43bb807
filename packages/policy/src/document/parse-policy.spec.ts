import { POLICY_TEXT_BYTES_MAX } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.js';

const problems = (text: string): string[] => {
  const result = parsePolicy(text);
  return result.ok ? [] : result.diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

const policy = (rules: string): string => `version: 1\nname: p\nrules:\n${rules}`;

describe('a policy text', () => {
  it('is read from YAML and from JSON alike', () => {
    const yaml = parsePolicy(policy('  - { id: a, effect: deny }\n'));
    const json = parsePolicy('{"version":1,"name":"p","rules":[{"id":"a","effect":"deny"}]}');
    expect(yaml.ok && yaml.document).toEqual({
      version: 1,
      name: 'p',
      rules: [{ id: 'a', effect: 'deny', match: {}, mode: 'enforce' }],
    });
    expect(json.ok && json.document).toEqual(yaml.ok && yaml.document);
  });

  it('may begin with a byte order mark and use CR LF', () => {
    expect(problems('\ufeffversion: 1\r\nname: p\r\nrules:\r\n  - id: a\r\n    effect: dney\r\n')).toEqual([
      '5:13 this should be one of "allow", "redact", "approve", "deny"; did you mean "deny"?',
    ]);
  });
});

describe('problems are told where they are, all at once', () => {
  it('misspelt and missing keys', () => {
    expect(problems('version: 2\nnam: p\nrules:\n  - ID: a\n    match: { tool: [x] }\n    efect: deny\n')).toEqual([
      '1:10 this should be 1',
      '2:1 unknown key "nam"; did you mean "name"? (known: version, name, description, appliesTo, lowerLevels, rules, pathZones, exceptions, tests)',
      '4:5 unknown key "ID"; did you mean "id"? (known: id, description, message, match, when, effect, redact, approvers, obligations, mode, rollout, expires, overridable)',
      '5:14 unknown key "tool"; did you mean "tools"? (known: direction, methods, servers, tools, resources, prompts, principals, clients, tiers, risks, states, labels, time, networks)',
      '6:5 unknown key "efect"; did you mean "effect"? (known: id, description, message, match, when, effect, redact, approvers, obligations, mode, rollout, expires, overridable)',
    ]);
  });

  it('missing keys at what should hold them', () => {
    expect(problems('version: 1\nrules:\n  - effect: deny\n')).toEqual([
      '1:1 the key "name" is missing',
      '3:5 the key "id" is missing',
    ]);
  });

  it('values of the wrong kind', () => {
    expect(
      problems(
        policy(`  - id: Bad Id
    effect: dney
    mode: enforced
    match:
      servers: files
      tiers: [secret]
      tools: []
    redact: { categories: [secrets] }
    approvers: { count: 9, expires: soon }
    when: ""
`),
      ),
    ).toEqual([
      '4:9 lower-case letters, digits and inner hyphens, at most 64',
      '5:13 this should be one of "allow", "redact", "approve", "deny"; did you mean "deny"?',
      '6:11 this should be one of "observe", "warn", "enforce"; did you mean "enforce"?',
      '8:16 this should be a list; write [files]',
      '9:15 this should be one of "standard", "sensitive"',
      '10:14 this takes at least 1 elements',
      '11:28 this should be one of "path", "command", "ssrf", "secret", "pii", "prompt_injection", "tool_poisoning", "hidden_text", "prompt_extraction", "data_flow", "behaviour", "protocol", "other"; did you mean "secret"?',
      '12:25 this is at most 5',
      '12:37 a duration such as 30m, 2h or 1d',
      '13:11 this takes at least 1 characters',
    ]);
  });

  it('names the rule a problem is in', () => {
    const result = parsePolicy(policy('  - { id: mine, effect: dney }\n'));
    expect(!result.ok && result.diagnostics[0]?.ruleId).toBe('mine');
  });

  it('JSON by line and column too', () => {
    expect(problems('{\n  "version": 1,\n  "name": "p",\n  "rules": [{ "id": "a", "effect": "Deny" }]\n}')).toEqual([
      '4:36 this should be one of "allow", "redact", "approve", "deny"; did you mean "deny"?',
    ]);
  });

  it('columns count UTF-16 units', () => {
    expect(problems(policy('  - { id: a, description: "😀é", effect: dney }\n'))).toEqual([
      '4:42 this should be one of "allow", "redact", "approve", "deny"; did you mean "deny"?',
    ]);
  });
});

// Whatever could make the text mean something else than it shows is refused, in this reader or in another.
describe('what is refused', () => {
  it.each([
    [
      'duplicate keys',
      policy('  - id: a\n    effect: deny\n    effect: allow\n'),
      '6:5 the key "effect" is here twice',
    ],
    [
      'duplicate keys after unescaping',
      '{"version":1,"name":"p","rules":[],"na\\u006de":"q"}',
      '1:36 the key "name" is here twice',
    ],
    ['anchors', policy('  - &a { id: a, effect: deny }\n'), '4:8 anchors are not supported; write the value out'],
    ['aliases', policy('  - { id: a, effect: deny }\n  - *a\n'), '5:5 aliases are not supported; write the value out'],
    ['tags', policy('  - { id: !!str a, effect: deny }\n'), '4:17 the tag tag:yaml.org,2002:str is not supported'],
    ['keys that are not text', policy('  - { id: a, effect: deny, 1: x }\n'), '4:28 keys are plain text'],
    ['keys that are not values', policy('  - { id: a, effect: deny, [b]: x }\n'), '4:28 keys are plain text'],
    ['the key __proto__', policy('  - { id: a, effect: deny, __proto__: {} }\n'), '4:28 keys are plain text'],
    ['two documents', 'version: 1\n---\nname: p\n', '2:1 a policy is one document; there is more than one here'],
    ['no document', '', '1:1 this should be a map'],
    ['a list', '- a\n', '1:1 this should be a map'],
    ['broken YAML', policy('  - { id: a\n'), null],
    ['tabs for indentation', policy('  - id: a\n\teffect: deny\n'), null],
  ])('%s', (_what, text, problem) => {
    const found = problems(text);
    if (problem === null) expect(found.length).toBeGreaterThan(0);
    else expect(found).toContain(problem);
  });

  it('a text larger than the limit', () => {
    expect(problems(`# ${'é'.repeat(POLICY_TEXT_BYTES_MAX / 2)}`)).toEqual(['1:1 the text is larger than 512 KiB']);
  });

  it.each([
    ['an alias bomb', `a: &a [x,x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*a,*a]`).join('\n')}`],
    ['deep nesting', `a: ${'['.repeat(50_000)}`],
    ['deep block nesting', '- '.repeat(50_000)],
    ['forty thousand keys', Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['a hundred thousand values', `a: [${'1,'.repeat(110_000)}]`],
    ['errors on every line', 'a: b: c\n'.repeat(20_000)],
  ])('%s, within seconds and with few words', (_what, text) => {
    const started = performance.now();
    const found = problems(text);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(200);
  });
});
