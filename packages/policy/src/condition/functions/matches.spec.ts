import { expect, it } from 'vitest';
import { toolCall } from '../../test-support/inputs.js';
import { compileCondition } from '../condition.js';
import { Fault } from '../fault.js';
import { Run } from '../run.js';
import { MATCH_SUBJECT_MAX } from './matches.js';

const run = (condition: string, text: string): boolean | Fault => {
  const result = compileCondition(condition);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.condition.evaluate(new Run(toolCall({ args: { text } })));
};

it('finds the pattern anywhere unless it is anchored', () => {
  expect(run('args.text.matches("b+")', 'abbc')).toBe(true);
  expect(run('args.text.matches("^b+$")', 'abbc')).toBe(false);
  expect(run('args.text.matches("(?i)PASSWORD")', 'my password')).toBe(true);
});

// With JavaScript's own expressions this takes minutes from about forty characters on.
it('T-REDOS: answers a catastrophic pattern in linear time', () => {
  const subject = `${'a'.repeat(16_000)}!`;
  const started = performance.now();
  expect(run('args.text.matches("^(a+)+$")', subject)).toBe(false);
  expect(performance.now() - started).toBeLessThan(4000);
});

it('fails on a text it would not look at whole', () => {
  const verdict = run('args.text.matches("b")', 'a'.repeat(MATCH_SUBJECT_MAX + 1));
  expect(verdict instanceof Fault && verdict.message).toBe('matches() takes at most 16384 characters');
});

it.each([
  ['args.text.matches("a(")', 'the pattern is not valid: missing closing ): `a(`', 18, 22],
  ['args.text.matches("(?=a)")', 'the pattern is not valid: invalid or unsupported Perl syntax: `(?=`', 18, 25],
  ['args.text.matches("((a{100}){100}){100}")', 'the pattern is not valid: invalid repeat count: `{100}`', 18, 40],
  ['args.text.matches(args.p)', 'matches needs this written as text, so that it can be checked now', 18, 24],
  ['args.text.matches("a" + args.p)', 'matches needs this written as text, so that it can be checked now', 18, 30],
])('%s is refused when it is saved', (condition, message, start, end) => {
  const result = compileCondition(condition);
  expect(result).toEqual({ ok: false, problems: [{ severity: 'error', message, start, end }] });
});
