import { describe, expect, it } from 'vitest';
import type { RuleRef } from '../../lib/api/types';
import { changesOf, headlineOf, isNewlyAllowed, percentDone, reasonOf } from './report-text';

const counts = {
  calls: 100,
  decidable: 90,
  undecidable: 6,
  outsidePolicy: 4,
  changed: 3,
  newlyAllowed: 1,
  newlyDenied: 2,
  newlyHeld: 0,
};

const rule: RuleRef = {
  policyId: 'pol_1',
  policyName: 'baseline',
  policyVersion: 3,
  ruleId: 'no-shell',
  line: 4,
  effect: 'deny',
  mode: 'enforce',
  because: [],
};

describe('headlineOf', () => {
  it('counts changes against the calls that could be told, never against those that could not', () => {
    expect(headlineOf(counts)).toBe('3 of 90 calls would be decided otherwise.');
    expect(headlineOf({ ...counts, changed: 0 })).toBe('No call would be decided otherwise, of 90 calls.');
  });

  it('does not call an unknown answer "no change"', () => {
    expect(headlineOf({ ...counts, decidable: 0, undecidable: 96, changed: 0 })).toBe(
      'No recorded call could be told: see what is missing below.',
    );
    expect(headlineOf({ ...counts, calls: 4, decidable: 0, undecidable: 0, changed: 0 })).toBe(
      'No recorded call reached a policy.',
    );
    expect(headlineOf({ ...counts, calls: 0, decidable: 0, undecidable: 0, outsidePolicy: 0 })).toBe(
      'No call was recorded in this time.',
    );
  });
});

describe('changesOf', () => {
  it('puts what opens most first and leaves out what stays', () => {
    const transitions = [
      { before: 'allow', after: 'allow', calls: 80 },
      { before: 'allow', after: 'deny', calls: 9 },
      { before: 'approve', after: 'allow', calls: 2 },
      { before: 'deny', after: 'allow', calls: 1 },
    ] as const;
    expect(changesOf(transitions).map(({ before, after }) => `${before}>${after}`)).toEqual([
      'deny>allow',
      'approve>allow',
      'allow>deny',
    ]);
  });
});

describe('isNewlyAllowed', () => {
  it('holds for what was denied or held and now goes through, redacted or not', () => {
    expect(isNewlyAllowed({ before: 'deny', after: 'redact' })).toBe(true);
    expect(isNewlyAllowed({ before: 'approve', after: 'allow' })).toBe(true);
    expect(isNewlyAllowed({ before: 'deny', after: 'approve' })).toBe(false);
    expect(isNewlyAllowed({ before: 'redact', after: 'allow' })).toBe(false);
  });
});

describe('reasonOf', () => {
  it('names the enforced rule that gave the effect, not one that only observes', () => {
    const observing = { ...rule, ruleId: 'watch', mode: 'observe' as const };
    expect(reasonOf({ effect: 'deny', reasons: ['rule-matched'], rules: [observing, rule] })).toBe(
      'rule no-shell of baseline',
    );
  });

  it('says in words why no rule was needed', () => {
    expect(reasonOf({ effect: 'deny', reasons: ['default-denied'], rules: [] })).toBe('no policy rule allows it');
  });
});

describe('percentDone', () => {
  it('never says 100 while it runs, nor divides by nothing', () => {
    expect(percentDone({ done: 0, total: 0 })).toBe(0);
    expect(percentDone({ done: 1999, total: 2000 })).toBe(99);
    expect(percentDone({ done: 2000, total: 2000 })).toBe(99);
  });
});
