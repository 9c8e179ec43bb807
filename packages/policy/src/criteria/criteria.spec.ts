import { ruleMatchSchema } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { CRITERIA, compileMatch } from './criteria.js';

// A key of `match` without a criterion would be accepted and ignored: the rule would match more than it says.
it('has one criterion for every key of match', () => {
  expect(CRITERIA.map(({ key }) => key).sort()).toEqual(Object.keys(ruleMatchSchema.shape).sort());
});

it('asks for every key that is given', () => {
  const tests = compileMatch({ servers: ['files'], tools: ['read_file'], clients: ['claude*'] });
  expect(tests).toHaveLength(3);
  expect(tests.every((test) => test(toolCall()))).toBe(false);
  expect(tests.every((test) => test(toolCall({ client: { name: 'claude-ai', version: '' } })))).toBe(true);
});

it('matches everything when nothing is given', () => {
  expect(compileMatch({})).toEqual([]);
});
