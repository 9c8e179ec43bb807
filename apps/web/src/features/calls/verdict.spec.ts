import { describe, expect, it } from 'vitest';
import type { CallDetail, RuleRef } from '../../lib/api/types';
import { decidingRule, rulesOf, verdictSentence } from './verdict';

const rule = (overrides: Partial<RuleRef>): RuleRef => ({
  policyId: 'pol_1',
  policyName: 'acme-baseline',
  policyVersion: 3,
  ruleId: 'allow-engineering',
  line: 4,
  effect: 'allow',
  mode: 'enforce',
  because: [],
  ...overrides,
});

const phase = (overrides: Partial<CallDetail['decided']> = {}): CallDetail['decided'] => ({
  at: '2026-11-21T08:00:00.000Z',
  effect: 'allow',
  reasons: ['rule-matched'],
  rules: [rule({})],
  findings: [],
  exceptions: [],
  labels: [],
  alert: null,
  ...overrides,
});

const completed = (overrides: Partial<NonNullable<CallDetail['completed']>> = {}): CallDetail['completed'] => ({
  ...phase(),
  outcome: 'delivered',
  errorCode: null,
  resultDigest: null,
  resultBytes: 12,
  capturedResult: null,
  timing: { totalUs: 900, inspectUs: 100, decideUs: 20, upstreamUs: 700 },
  ...overrides,
});

const call = (overrides: Partial<CallDetail>): CallDetail => ({
  id: 'call_1',
  at: '2026-11-21T08:00:00.000Z',
  principal: null,
  client: null,
  server: { id: 'srv_1', slug: 'files' },
  origin: 'client',
  method: 'tools/call',
  target: { kind: 'tool', name: 'read_file' },
  effect: 'allow',
  outcome: 'delivered',
  reasons: ['rule-matched'],
  decidedBy: null,
  findingCount: 0,
  severity: null,
  categories: [],
  totalUs: 900,
  protocolVersion: null,
  requestId: '1',
  traceId: null,
  definitionDigest: null,
  argumentsDigest: null,
  argumentsBytes: 0,
  arguments: {},
  argumentsTruncated: false,
  snapshotVersion: 1,
  gateway: { id: 'gw-1', epoch: 1, sequence: 1 },
  decided: phase(),
  context: null,
  approval: null,
  completed: completed(),
  ...overrides,
});

describe('verdict sentence', () => {
  const forbid = rule({ ruleId: 'no-sensitive-paths', effect: 'deny' });

  it('says that a denied request never reached the server, and which rule stopped it', () => {
    const denied = call({
      effect: 'deny',
      outcome: 'denied',
      decided: phase({ effect: 'deny', rules: [forbid, rule({})] }),
    });
    expect(verdictSentence(denied)).toBe(
      'read_file was stopped before it reached files because rule no-sensitive-paths of acme-baseline forbids it.',
    );
    expect(decidingRule(denied)).toBe(forbid);
  });

  it('does not claim a call never ran when only its result was withheld', () => {
    const withheld = call({
      effect: 'deny',
      outcome: 'denied',
      completed: completed({ effect: 'deny', outcome: 'denied', rules: [forbid] }),
    });
    expect(verdictSentence(withheld)).toContain('ran on files, but what came back was withheld');
  });

  it('names the missing permission when no rule took part', () => {
    const denied = call({
      effect: 'deny',
      reasons: ['default-denied'],
      decided: phase({ effect: 'deny', reasons: ['default-denied'], rules: [] }),
    });
    expect(verdictSentence(denied)).toContain('because no policy rule allows it');
  });

  it('does not name a rule that only observes as the one that decided', () => {
    const observed = rule({ ruleId: 'trial', effect: 'deny', mode: 'observe' });
    expect(decidingRule(call({ effect: 'deny', decided: phase({ effect: 'deny', rules: [observed] }) }))).toBeNull();
  });

  it('tells an allowed call that failed upstream from one that was delivered', () => {
    expect(verdictSentence(call({ outcome: 'timeout' }))).toContain('did not answer in time');
    expect(verdictSentence(call({}))).toContain('delivered unchanged');
  });
});

describe('rules of a call', () => {
  it('puts the one that decided first and lists each once', () => {
    const allow = rule({});
    const forbid = rule({ ruleId: 'no-injection', effect: 'deny' });
    const withheld = call({ effect: 'deny', completed: completed({ effect: 'deny', rules: [allow, forbid] }) });
    expect(rulesOf(withheld).map(({ ruleId }) => ruleId)).toEqual(['no-injection', 'allow-engineering']);
  });
});
