import { describe, expect, it } from 'vitest';
import { argsProblem, toPolicyTest } from './test-input';

const form = (fields: Readonly<Record<string, string>>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe('a test from its form', () => {
  it('holds what was filled in and nothing else', () => {
    const test = toPolicyTest(
      form({
        name: ' reads ',
        groups: 'a, b,',
        caller: '',
        server: 'files',
        tool: 'read',
        args: '{"p":1}',
        expect: 'deny',
      }),
    );
    expect(test).toEqual({
      name: 'reads',
      given: { principal: { groups: ['a', 'b'] }, server: 'files', tool: 'read', args: { p: 1 } },
      expect: 'deny',
    });
    expect(toPolicyTest(form({ name: 'n', expect: 'allow' }))).toEqual({ name: 'n', given: {}, expect: 'allow' });
  });

  it('takes JSON objects as arguments only', () => {
    expect(argsProblem('')).toBeUndefined();
    expect(argsProblem('{}')).toBeUndefined();
    expect(argsProblem('[1]')).toBe('This is not a JSON object.');
    expect(argsProblem('{')).toBe('This is not a JSON object.');
  });
});
