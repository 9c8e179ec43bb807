import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.js';

const messages = (text: string, context = {}): string[] =>
  checkPolicy(text, context).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);

const baseline = `version: 1
name: engineering-baseline
rules:
  - id: no-prod-writes-by-agents
    match: { servers: [postgres-prod], tools: ["*"], principals: { groups: [engineering] } }
    when: tool.annotations.readOnlyHint != true && has(args.database) && args.database == "prod"
    effect: approve
    approvers: { groups: [dba], count: 1, expires: 30m }
  - id: no-secrets-out
    match: { direction: request }
    when: findings.exists(f, f.category == "secret" && f.confidence >= 0.9) && tool.egress == "external"
    effect: deny
tests:
  - name: analysts still read
    given: { principal: { groups: [engineering] }, server: postgres-prod, tool: query, args: { database: prod } }
    expect: approve
    rules: [no-prod-writes-by-agents]
  - name: secrets stay
    given: { server: web, tool: fetch, findings: [{ category: secret }] }
    expect: deny
    rules: [no-secrets-out]
  - name: this one is wrong
    given: { server: web, tool: fetch }
    expect: allow
  - name: denied, but not by the rule it names
    given: { server: web, tool: fetch }
    expect: deny
    rules: [no-secrets-out]
  - name: not a finding
    given: { findings: [{ category: secret, confidence: 7 }] }
    expect: deny
`;

describe('checkPolicy', () => {
  it("runs the document's own tests", () => {
    const { diagnostics, tests, ruleCount } = checkPolicy(baseline);
    expect(diagnostics).toEqual([]);
    expect(ruleCount).toBe(2);
    expect(tests).toEqual([
      {
        name: 'analysts still read',
        passed: true,
        expected: 'approve',
        actual: 'approve',
        detail: 'decided by no-prod-writes-by-agents',
      },
      { name: 'secrets stay', passed: true, expected: 'deny', actual: 'deny', detail: 'decided by no-secrets-out' },
      {
        name: 'this one is wrong',
        passed: false,
        expected: 'allow',
        actual: 'deny',
        detail: 'no rule applied (default-denied)',
      },
      {
        name: 'denied, but not by the rule it names',
        passed: false,
        expected: 'deny',
        actual: 'deny',
        detail: 'no rule applied (default-denied), but not by no-secrets-out',
      },
      {
        name: 'not a finding',
        passed: false,
        expected: 'deny',
        actual: 'none',
        detail: 'a finding in "given" is not a finding',
      },
    ]);
  });

  it('runs no tests on a document with errors, and still gives it back', () => {
    const check = checkPolicy(baseline.replace('f.category', 'f.kategory'));
    expect(check.tests).toEqual([]);
    expect(check.document?.name).toBe('engineering-baseline');
    expect(check.diagnostics.map(({ ruleId }) => ruleId)).toEqual(['no-secrets-out']);
  });

  it('gives no document when the text cannot be read', () => {
    expect(checkPolicy('rules: [')).toMatchObject({ document: null, ruleCount: 0, tests: [] });
  });

  it('refuses two rules of one name and tests of rules that are not there', () => {
    const text = `version: 1
name: p
rules:
  - { id: first, effect: deny }
  - { id: first, effect: deny }
tests:
  - { name: t, given: {}, expect: deny, rules: [frist] }
`;
    expect(messages(text)).toEqual([
      '5:11 another rule is called "first"',
      '7:49 no rule is called "frist"; did you mean "first"?',
    ]);
  });

  it('warns about servers and tools nothing has, when it knows what there is', () => {
    const text = `version: 1
name: p
rules:
  - { id: a, effect: allow, match: { servers: [file, "*-prod"], tools: [read_fil, "get_*"] } }
  - { id: b, effect: allow, match: { servers: [files], tools: ["read_*"] } }
`;
    const servers = [{ slug: 'files' }, { slug: 'memory' }];
    const tools = [{ server: 'files', name: 'read_file' }];
    expect(messages(text)).toEqual([]);
    expect(messages(text, { servers })).toEqual([
      '4:48 no server is called "file"; did you mean "files"?',
      '4:54 no server is called "*-prod"',
    ]);
    expect(messages(text.replace('[file, "*-prod"]', '[files]'), { tools })).toEqual([
      '4:64 no tool of these servers is called "read_fil"; did you mean "read_file"?',
      '4:74 no tool of these servers is called "get_*"',
    ]);
  });

  it('gives at most five hundred diagnostics', () => {
    const rules = Array.from({ length: 600 }, (_, index) => `  - { id: r${index}, effect: redact }`).join('\n');
    expect(checkPolicy(`version: 1\nname: p\nrules:\n${rules}\n`).diagnostics).toHaveLength(500);
  });
});
