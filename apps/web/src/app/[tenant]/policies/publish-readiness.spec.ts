import { describe, expect, it } from 'vitest';
import type { CheckedDraft } from './_hooks/use-policy-check';
import { whyNotReady, whyNotReviewed } from './publish-readiness';

const draft = (check: Partial<NonNullable<CheckedDraft['check']>>, isStale = false): CheckedDraft => ({
  check: { ok: true, diagnostics: [], tests: [], ruleCount: 1, ...check },
  isStale,
  problem: null,
});

const diagnostic = (severity: 'error' | 'warning') => ({
  severity,
  message: 'm',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
});
const test = (passed: boolean) => ({ name: 't', passed, expected: 'deny', actual: 'allow', detail: '' });

describe('publishing', () => {
  it('waits for a change, for the check, for errors and for tests', () => {
    expect(whyNotReady(draft({}), false)).toBe('Nothing has changed.');
    expect(whyNotReady(draft({}, true), true)).toBe('The text is being checked.');
    expect(whyNotReady({ check: null, isStale: false, problem: null }, true)).toBe('The text is being checked.');
    expect(whyNotReady(draft({ diagnostics: [diagnostic('error')] }), true)).toBe('Fix the errors first.');
    expect(whyNotReady(draft({ tests: [test(true), test(false)] }), true)).toBe('A test fails.');
  });

  it('is not stopped by warnings', () => {
    expect(whyNotReady(draft({ diagnostics: [diagnostic('warning')], tests: [test(true)] }), true)).toBeNull();
  });

  it('waits for a second person where the organisation asks for one', () => {
    expect(whyNotReviewed({ isRequired: true, isApproved: false })).toBe('Another person has to approve it first.');
    expect(whyNotReviewed({ isRequired: true, isApproved: true })).toBeNull();
    expect(whyNotReviewed({ isRequired: false, isApproved: false })).toBeNull();
  });
});
