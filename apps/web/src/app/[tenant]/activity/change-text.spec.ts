import { describe, expect, it } from 'vitest';
import { changeDetails, changeText } from './change-text';

describe('administrative changes in words', () => {
  it('shows a kind of change that a newer api sends by its name', () => {
    expect(changeText('policy.published')).toBe('published the policy');
    expect(changeText('approval.granted')).toBe('approval.granted');
  });

  it('lists plain details only', () => {
    expect(changeDetails({ newVersion: 4, note: '', from: null, rules: [1], isLast: false })).toEqual([
      'new version 4',
      'is last false',
    ]);
  });

  it('tells where a change came from before where it went', () => {
    expect(changeDetails({ to: 'observe', from: 'on', reason: 'test keys' })).toEqual([
      'from on',
      'to observe',
      'reason test keys',
    ]);
  });
});
