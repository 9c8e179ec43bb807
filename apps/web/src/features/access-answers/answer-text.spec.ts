import { describe, expect, it } from 'vitest';
import type { RuleRef } from '../../lib/api/types';
import { approvalText, explain, filtersOf, matchesFilter } from './answer-text';

const rule: RuleRef = {
  policyId: 'pol_1',
  policyName: 'acme-baseline',
  policyVersion: 2,
  ruleId: 'engineering-works',
  line: 3,
  effect: 'allow',
  mode: 'enforce',
  because: [],
};
const answer = {
  effect: 'allow' as const,
  certain: true,
  reasons: ['rule-matched' as const],
  rules: [rule],
  path: [{ via: 'group' as const, name: 'engineering' }],
  approval: null,
};

describe('explain', () => {
  it('names the deciding rule and how it comes to speak of the person', () => {
    expect(explain(answer)).toBe('engineering-works of acme-baseline, for the group engineering');
    expect(explain({ ...answer, path: [{ via: 'everyone', name: '' }] })).toBe(
      'engineering-works of acme-baseline, for everyone',
    );
  });

  it('says that nothing allows it when no rule decided', () => {
    expect(explain({ ...answer, effect: 'deny', reasons: ['default-denied'], rules: [], path: [] })).toBe(
      'no policy rule allows it',
    );
  });

  it('does not take a rule that only observes for the one that decided', () => {
    const observing = { ...rule, mode: 'observe' as const };
    expect(explain({ ...answer, effect: 'allow', reasons: ['method-exempt'], rules: [observing] })).toContain(
      'protocol',
    );
  });
});

describe('approvalText', () => {
  it('says how many of whom by when', () => {
    expect(approvalText({ groups: ['dba'], count: 2, expires: '30m' })).toBe('2 people of dba must approve within 30m');
    expect(approvalText({ count: 1, expires: '1h' })).toBe('One person must approve within 1h');
  });
});

describe('filters of answers', () => {
  it('leave out what nobody has', () => {
    expect(filtersOf({ allow: 2, redact: 0, approve: 0, deny: 1, uncertain: 0 })).toEqual([
      { filter: 'allow', count: 2 },
      { filter: 'deny', count: 1 },
    ]);
  });

  it('never put an answer that depends on arguments among the certain ones', () => {
    const uncertain = { effect: 'allow' as const, certain: false };
    expect(matchesFilter(uncertain, 'allow')).toBe(false);
    expect(matchesFilter(uncertain, 'uncertain')).toBe(true);
    expect(matchesFilter(uncertain, null)).toBe(true);
    expect(matchesFilter({ effect: 'deny', certain: true }, 'deny')).toBe(true);
  });
});
