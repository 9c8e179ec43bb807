import { RE2JS } from 're2js';
import { Fault } from '../fault.js';
import type { Bound, FunctionSpec } from './function-spec.js';

/** Longest text `matches` looks at, UTF-16 units; a longer one is a fault, so that it is never taken for harmless. */
export const MATCH_SUBJECT_MAX = 16_384;

const TOO_LONG = new Fault(`matches() takes at most ${MATCH_SUBJECT_MAX} characters`);

const syntaxProblem = (thrown: unknown): string => {
  const text = thrown instanceof Error ? thrown.message : 'not a regular expression';
  return `the pattern is not valid: ${text.replace(/^error parsing regexp: /, '')}`;
};

const bind = (literals: readonly (string | undefined)[]): Bound => {
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(literals[1] ?? '');
  } catch (thrown) {
    return { parameter: 1, message: syntaxProblem(thrown) };
  }
  return {
    apply: (run, [subject]) => {
      const text = subject as string;
      if (text.length > MATCH_SUBJECT_MAX) return TOO_LONG;
      return run.spend(4 + text.length) ?? pattern.test(text);
    },
  };
};

/** RE2 in place of CEL's JavaScript regular expressions: time linear in the text, whatever the pattern. */
export const MATCHES: FunctionSpec = {
  name: 'matches',
  method: true,
  parameters: ['string', 'string'],
  signature: 'string.matches(pattern) → bool',
  doc: 'The RE2 pattern is found somewhere in the text; anchor it with ^ and $. The pattern is written as text.',
  declares: [],
  literal: [1],
  bind,
};
