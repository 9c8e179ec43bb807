import { readdirSync, readFileSync } from 'node:fs';
import { DEFINITION_STATES, type PolicyTest, policyTestSchema } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkPolicy } from './check/check-policy.js';
import { inputOfTest } from './check/run-tests.js';
import { compile } from './compile.js';
import { decide } from './decide.js';
import type { Decision, DecisionInput } from './decision-input.js';

const FOLDER = new URL('../fixtures/', import.meta.url);
const CASES_LEAST = 200;

/** What a case can say beyond the tests of documents. */
interface Given extends Record<string, unknown> {
  /** An entry of a list: arguments are not known. */
  list?: boolean;
  state?: (typeof DEFINITION_STATES)[number];
  egress?: 'internal' | 'external';
  result?: unknown;
  now?: string;
  /** `args.a` with so many numbers. */
  numbers?: number;
}

interface Case {
  it: string;
  given: Given;
  effect: Decision['effect'];
  reasons: Decision['reasons'];
  rules: string[];
  observed?: string[];
  message?: string | null;
  redactions?: unknown[];
  approval?: unknown;
  unknown?: boolean;
}

interface Fixture {
  title: string;
  document: string;
  common?: Given;
  /** Rules that are there to be seen not to take part. */
  quiet?: string[];
  cases: Case[];
}

const fixtures = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name): Fixture => parse(readFileSync(new URL(name, FOLDER), 'utf8')));

const inputOf = (given: Given): DecisionInput => {
  const { list, state, egress, result, now, numbers, args, ...plain } = given;
  const shown = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null));
  const parsed: PolicyTest = policyTestSchema.parse({ name: 'x', expect: 'deny', given: shown });
  const base = inputOfTest(parsed.given);
  const many = numbers === undefined ? undefined : { a: Array.from({ length: numbers }, (_, index) => index) };
  const known = many ?? (args === undefined ? {} : args);
  return {
    ...base,
    args: list === true ? undefined : known,
    server: { ...base.server, egress: egress ?? base.server.egress },
    ...(base.tool === undefined ? {} : { tool: { ...base.tool, state: state ?? base.tool.state } }),
    ...(result === undefined ? {} : { result }),
    now: now === undefined ? base.now : Date.parse(now),
  };
};

/** The decision in the shape of the case: only what the case speaks of. */
const shownAs = (decision: Decision, expected: Case): Omit<Case, 'it' | 'given'> => ({
  effect: decision.effect,
  reasons: decision.reasons,
  rules: decision.rules.map(({ ruleId }) => ruleId),
  ...('observed' in expected ? { observed: decision.observed.map(({ ruleId }) => ruleId) } : {}),
  ...('message' in expected ? { message: decision.message } : {}),
  ...('redactions' in expected ? { redactions: decision.redactions } : {}),
  ...('approval' in expected ? { approval: decision.approval } : {}),
  ...('unknown' in expected ? { unknown: decision.unknown } : {}),
});

describe.each(fixtures)('$title', ({ document, common = {}, cases }) => {
  const program = compile([{ id: 'pol_matrix', name: 'matrix', version: 1, text: document }]);

  it('is a document without errors', () => {
    expect(checkPolicy(document).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(cases)('$it', (expected) => {
    const { it: _name, given, ...outcome } = expected;
    expect(shownAs(decide(program, inputOf({ ...common, ...given })), expected)).toEqual(outcome);
  });
});

describe('the matrix', () => {
  const decisions = fixtures.flatMap(({ document, common = {}, cases }) => {
    const program = compile([{ id: 'pol_matrix', name: 'matrix', version: 1, text: document }]);
    return cases.map(({ given }) => decide(program, inputOf({ ...common, ...given })));
  });

  it('has every effect, mode and reason that policy gives, and a case where each rule takes part', () => {
    expect(decisions.length).toBeGreaterThanOrEqual(CASES_LEAST);
    expect(new Set(decisions.map(({ effect }) => effect))).toEqual(new Set(['allow', 'redact', 'approve', 'deny']));
    const reasons = new Set(decisions.flatMap((decision) => decision.reasons));
    expect(reasons).toEqual(new Set(['rule-matched', 'default-denied', 'rule-error']));
    const refs = decisions.flatMap((decision) => [...decision.rules, ...decision.observed]);
    expect(new Set(refs.map(({ mode }) => mode))).toEqual(new Set(['observe', 'warn', 'enforce']));
  });

  it.each(fixtures)(
    '$title: every rule is seen at work, but for the quiet ones',
    ({ document, common = {}, quiet = [], cases }) => {
      const program = compile([{ id: 'pol_matrix', name: 'matrix', version: 1, text: document }]);
      const seen = new Set(
        cases
          .map(({ given }) => decide(program, inputOf({ ...common, ...given })))
          .flatMap(({ rules, observed }) => [...rules, ...observed].map(({ ruleId }) => ruleId)),
      );
      const unseen = (checkPolicy(document).document?.rules ?? []).map(({ id }) => id).filter((id) => !seen.has(id));
      expect(unseen.sort()).toEqual([...quiet].sort());
    },
  );
});
