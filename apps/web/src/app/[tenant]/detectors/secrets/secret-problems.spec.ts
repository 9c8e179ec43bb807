import { expect, it } from 'vitest';
import { secretNameProblem, secretValueProblem } from './secret-problems';

it('says nothing of what is not typed yet, and nothing of what is fine', () => {
  expect([secretNameProblem(''), secretNameProblem('billing-key')]).toEqual([null, null]);
  expect([secretValueProblem(''), secretValueProblem('x'.repeat(12)), secretValueProblem('x'.repeat(512))]).toEqual([
    null,
    null,
    null,
  ]);
});

it('says what a name may not be', () => {
  for (const name of ['Billing', 'billing key', '-key', 'x'.repeat(49)])
    expect(secretNameProblem(name)).toContain('lower-case');
});

it('says what a value may not be, without the value', () => {
  expect(secretValueProblem('x'.repeat(11))).toContain('12 to 512');
  expect(secretValueProblem('x'.repeat(513))).toContain('12 to 512');
  expect(secretValueProblem('hunter2 hunter2 hunter2')).toBe('Leave out blanks and line breaks.');
});
