import { checkPolicy, POLICY_TEMPLATES } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { BLANK_POLICY } from '../../../app/[tenant]/policies/blank-policy';
import { editPolicy } from './edit';
import { isPlainMap, readSource, valueAt } from './source';

const TEXTS = [...POLICY_TEMPLATES, { id: 'blank', text: BLANK_POLICY }];

const rulesOf = (text: string): readonly unknown[] => {
  const rules = valueAt(readSource(text).value, ['rules']);
  return Array.isArray(rules) ? rules : [];
};

const lines = (text: string) => text.split('\n');

describe.each(TEXTS)('the form over the template $id', ({ text }) => {
  it('changes no byte when every value is written as it is', () => {
    const { value } = readSource(text);
    if (!isPlainMap(value)) throw new Error('The template is not a policy');
    for (const [key, inner] of Object.entries(value))
      expect(editPolicy(text, { kind: 'set', path: [key], value: inner })).toBe(text);
  });

  it('gives the same bytes again when a change is taken back', () => {
    rulesOf(text).forEach((_, index) => {
      const path = ['rules', index, 'message'];
      const before = valueAt(readSource(text).value, path);
      const changed = editPolicy(text, { kind: 'set', path, value: 'Ask: the security team' });
      expect(changed).not.toBe(text);
      expect(readSource(editPolicy(changed, { kind: 'set', path, value: before })).value).toEqual(
        readSource(text).value,
      );
      if (before === undefined) expect(editPolicy(changed, { kind: 'set', path, value: undefined })).toBe(text);
    });
  });

  it('touches the lines of the edited rule only, and the language still reads it', () => {
    const added = editPolicy(text, {
      kind: 'set',
      path: ['rules', 0, 'rollout'],
      value: [{ percent: 10, mode: 'warn' }],
    });
    expect(lines(added).filter((line) => !lines(text).includes(line))).toHaveLength(1);
    expect(lines(text).every((line) => lines(added).includes(line))).toBe(true);
    expect(checkPolicy(added).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('adds, copies, moves and removes rules', () => {
    const count = rulesOf(text).length;
    const copy = editPolicy(text, { kind: 'duplicate', path: ['rules'], index: 0, changes: { id: 'a-copy' } });
    expect(rulesOf(copy)).toHaveLength(count + 1);
    expect(editPolicy(copy, { kind: 'remove', path: ['rules'], index: 1 })).toBe(text);
    const moved = editPolicy(copy, { kind: 'move', path: ['rules'], from: 0, to: count });
    expect(editPolicy(moved, { kind: 'move', path: ['rules'], from: count, to: 0 })).toBe(copy);
  });
});
