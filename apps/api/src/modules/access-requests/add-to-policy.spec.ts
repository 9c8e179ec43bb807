import type { PolicyException } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addToPolicy, type NewRule } from './add-to-policy.js';

const RULE: NewRule = { id: 'granted', match: { tools: ['read'] }, effect: 'allow', expires: '2027-01-01T00:00:00Z' };
const EXCEPTION: PolicyException = {
  id: 'excepted',
  server: 'files',
  tool: 'read',
  rule: 'no-reading',
  expires: '2027-01-01T00:00:00Z',
  grantedBy: 'Ada: "the owner"',
  reason: 'It is needed # really',
};
const BOTH = { rules: [RULE], exceptions: [EXCEPTION] };

/** Every line of the old text, in its order, with nothing but whole lines added. */
const keepsEveryLine = (before: string, after: string): boolean => {
  const left = before.replace(/\n$/, '').split('\n');
  for (const line of after.split('\n')) if (line === left[0]) left.shift();
  return left.length === 0;
};

const TEXTS = {
  'a document with remarks': `# top
version: 1
name: base
rules:
  - id: no-reading   # why
    when: >-
      true &&
      false
    effect: deny
  # after the last rule

tests:
  - { name: t, given: {}, expect: deny }
# bottom
`,
  'lists that are not indented':
    'version: 1\nname: base\nrules:\n- id: a\n  effect: deny\nexceptions:\n- id: e\n  tool: t\n',
  'no line break at the end': 'version: 1\nname: base\nrules:\n  - id: a\n    effect: deny',
  'a last line with a remark': 'version: 1\nname: base\nrules:\n  - id: a\n    effect: deny # never',
};

describe('addToPolicy', () => {
  it.each(Object.entries(TEXTS))('keeps every line of %s', (_, text) => {
    const added = addToPolicy(text, BOTH);
    expect(keepsEveryLine(text, added)).toBe(true);
    const [before, after] = [parse(text), parse(added)];
    expect(after).toEqual({
      ...before,
      rules: [...before.rules, RULE],
      exceptions: [...(before.exceptions ?? []), EXCEPTION],
    });
  });

  it.each([
    JSON.stringify({ version: 1, name: 'base', rules: [{ id: 'a', effect: 'deny' }] }),
    'version: 1\nname: base\nrules: [{ id: a, effect: deny }] # short\n',
  ])('means the same where a document is written in another way: %s', (text) => {
    const before = parse(text);
    expect(parse(addToPolicy(text, BOTH))).toEqual({
      ...before,
      rules: [...before.rules, RULE],
      exceptions: [EXCEPTION],
    });
  });

  it('changes nothing when there is nothing to add', () => {
    const text = TEXTS['a document with remarks'];
    expect(addToPolicy(text, { rules: [], exceptions: [] })).toBe(text);
  });
});
