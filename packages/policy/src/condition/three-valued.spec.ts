import { describe, expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { compileCondition } from './condition.js';
import { Fault, UNKNOWN } from './fault.js';
import { Run } from './run.js';

const evaluate = (text: string, input = toolCall({ args: undefined })): boolean | 'unknown' | 'error' => {
  const result = compileCondition(text);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  const verdict = result.condition.evaluate(new Run(input));
  if (verdict === UNKNOWN) return 'unknown';
  return verdict instanceof Fault ? 'error' : verdict;
};

const ERROR = '1 / 0 == 1';

describe('with arguments unknown', () => {
  it.each([
    ['args.x == 1', 'unknown'],
    ['has(args.x)', 'unknown'],
    ['!(args.x == 1)', 'unknown'],
    ['argsBytes > 10', 'unknown'],
    ['size(findings) == 0', 'unknown'],
    ['hasFinding("secret")', 'unknown'],
    ['args.list.exists(x, x == 1)', 'unknown'],
    ['["a"].exists(x, x == args.x)', 'unknown'],
    ['"a" in args', 'unknown'],
    ['tool.name == "read_file"', true],
    ['tool.name == "other" && args.x == 1', false],
    ['args.x == 1 && tool.name == "other"', false],
    ['tool.name == "read_file" || args.x == 1', true],
    ['args.x == 1 || tool.name == "read_file"', true],
    ['tool.name == "read_file" && args.x == 1', 'unknown'],
    ['args.x == 1 || tool.name == "other"', 'unknown'],
    ['["other", tool.name].exists(x, x == "read_file" || x == args.x)', true],
    ['["other"].all(x, x == args.x && x == "read_file")', false],
    ['tool.name == "other" ? args.x == 1 : true', true],
    ['args.x == 1 ? true : true', true],
    ['args.x == 1 ? tool.name == "other" : false', false],
    ['args.x == 1 ? true : false', 'unknown'],
    ['args.x == 1 ? args.y == 1 : args.z == 1', 'unknown'],
    [ERROR, 'error'],
    [`${ERROR} && args.x == 1`, 'unknown'],
    [`args.x == 1 && ${ERROR}`, 'unknown'],
    [`args.x == 1 || ${ERROR}`, 'unknown'],
    [`${ERROR} && tool.name == "other"`, false],
    [`tool.name == "read_file" || ${ERROR}`, true],
    [`${ERROR} || ${ERROR}`, 'error'],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });
});

describe('in a response whose arguments are not known', () => {
  const response = toolCall({ direction: 'response', args: undefined, result: { isError: true } });

  it('knows the findings and the result all the same', () => {
    expect(evaluate('size(findings) == 0 && !hasFinding("secret") && result.isError', response)).toBe(true);
    expect(evaluate('args.x == 1', response)).toBe('unknown');
  });
});
