import { EFFECTS } from '@sallyport/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument } from './check/check-document.js';
import { decide } from './decide.js';
import type { Decision, DecisionInput } from './decision-input.js';
import { parsePolicy } from './document/parse-policy.js';
import { compilePolicy } from './program/compile-policy.js';
import type { Program } from './program/program.js';
import { createProgram } from './program/program.js';
import { arbitraryInput, arbitraryRule, arbitraryRules, toText } from './test-support/arbitraries.js';
import { type ReferenceRule, referenceDecide } from './test-support/reference.js';

/** Pairs of document and message per property: `POLICY_PROPERTY_PAIRS=1000000 pnpm vitest run …` for a long one. */
const PAIRS = Number(process.env.POLICY_PROPERTY_PAIRS ?? 40_000);
const INPUTS_PER_DOCUMENT = 20;
const settings = (share = 1): { numRuns: number } => ({ numRuns: Math.ceil((PAIRS * share) / INPUTS_PER_DOCUMENT) });

/** A busy machine takes its time; a long run takes longer. */
const timeout = 60_000 + PAIRS;

const inputs = fc.array(arbitraryInput, { minLength: INPUTS_PER_DOCUMENT, maxLength: INPUTS_PER_DOCUMENT });

/** Compiles also what the checks refuse, such as a rule that can never match: it has to be harmless all the same. */
const programOf = (rules: readonly ReferenceRule[]): Program => {
  const parsed = parsePolicy(toText(rules));
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '));
  const { conditions, diagnostics } = checkDocument(parsed.document, parsed.positions);
  const broken = diagnostics.find(
    ({ severity, message }) => severity === 'error' && !message.includes('can never match'),
  );
  if (broken !== undefined) throw new Error(broken.message);
  const source = { policyId: 'pol_random', policyName: 'random', policyVersion: 1 };
  return createProgram([compilePolicy({ ...parsed, conditions, source })]);
};

const rank = (decision: Decision): number => EFFECTS.indexOf(decision.effect);
const lets = (decision: Decision): boolean => decision.effect !== 'deny';

/** Calls of the tool of a list entry, with every kind of arguments. */
const callsOf = (entry: DecisionInput, others: readonly DecisionInput[]): DecisionInput[] =>
  others.flatMap(({ args, findings }) => (args === undefined ? [] : [{ ...entry, args, findings }]));

describe('decide, over random documents and messages', { timeout }, () => {
  it('agrees with the reference evaluator', () => {
    fc.assert(
      fc.property(arbitraryRules, inputs, (rules, messages) => {
        const program = programOf(rules);
        for (const message of messages) {
          const { effect, unknown } = decide(program, message);
          expect({ effect, unknown }).toEqual(referenceDecide(rules, message));
        }
      }),
      settings(),
    );
  });

  it('always has a reason, names at most what there is, and denies by a rule or by default', () => {
    fc.assert(
      fc.property(arbitraryRules, inputs, (rules, messages) => {
        const program = programOf(rules);
        for (const decision of messages.map((message) => decide(program, message))) {
          expect(decision.reasons.length).toBeGreaterThan(0);
          const deciding = decision.rules[0];
          if (decision.effect === 'deny') {
            expect(decision.reasons.includes('default-denied') || deciding?.effect === 'deny').toBe(true);
          }
          if (decision.effect === 'redact' || decision.effect === 'approve')
            expect(deciding?.effect).toBe(decision.effect);
          expect((decision.approval !== null) === (decision.effect === 'approve')).toBe(true);
          expect(decision.rules.every(({ mode }) => mode === 'enforce')).toBe(true);
          expect(decision.observed.every(({ mode }) => mode !== 'enforce')).toBe(true);
        }
      }),
      settings(0.25),
    );
  });

  it('never allows more for a deny that is added', () => {
    fc.assert(
      fc.property(arbitraryRules, arbitraryRule, inputs, (rules, added, messages) => {
        const before = programOf(rules);
        const after = programOf([...rules, { ...added, id: 'added', effect: 'deny' }]);
        for (const message of messages)
          expect(rank(decide(after, message))).toBeGreaterThanOrEqual(rank(decide(before, message)));
      }),
      settings(0.25),
    );
  });

  it('does not care in which order rules stand', () => {
    const shuffled = arbitraryRules.chain((rules) =>
      fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
    );
    fc.assert(
      fc.property(shuffled, inputs, ([rules, others], messages) => {
        const [one, other] = [programOf(rules), programOf(others)];
        for (const message of messages) expect(decide(other, message)).toEqual(decide(one, message));
      }),
      settings(0.25),
    );
  });

  it('never lets anything through because a condition failed', () => {
    const failing = fc.record({ rule: arbitraryRule, rules: arbitraryRules });
    fc.assert(
      fc.property(failing, inputs, ({ rule, rules }, messages) => {
        const broken: ReferenceRule = {
          ...rule,
          id: 'broken',
          when: { kind: 'argument-is', name: 'nowhere', value: 1 },
        };
        const [without, withBroken] = [programOf(rules), programOf([...rules, broken])];
        for (const message of messages.filter(({ args }) => args !== undefined)) {
          expect(rank(decide(withBroken, message))).toBeGreaterThanOrEqual(rank(decide(without, message)));
        }
      }),
      settings(0.25),
    );
  });

  it('shows a list entry whenever some arguments would be let through, and is certain only when none differ', () => {
    fc.assert(
      fc.property(arbitraryRules, inputs, (rules, messages) => {
        const program = programOf(rules);
        for (const message of messages.filter(({ direction }) => direction === 'request')) {
          const entry = decide(program, { ...message, args: undefined, findings: [] });
          const calls = callsOf(message, messages).map((call) => decide(program, call));
          if (calls.some(lets)) expect(lets(entry)).toBe(true);
          if (!entry.unknown) expect(calls.every((call) => call.effect === entry.effect)).toBe(true);
        }
      }),
      settings(0.25),
    );
  });
});
