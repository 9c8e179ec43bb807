import { EFFECTS } from '@sallyport/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.js';
import type { Decision, DecisionInput } from './decision-input.js';
import { arbitraryPolicies, arbitraryRule } from './test-support/arbitraries.js';
import { arbitraryInput } from './test-support/arbitrary-input.js';
import { outcomeOf } from './test-support/outcome.js';
import { programOf } from './test-support/programs.js';
import { type ReferencePolicy, type ReferenceRule, referenceDecide } from './test-support/reference.js';

/** Pairs of document and message per property: `POLICY_PROPERTY_PAIRS=1000000 pnpm vitest run …` for a long one. */
const PAIRS = Number(process.env.POLICY_PROPERTY_PAIRS ?? 16_000);
const INPUTS_PER_DOCUMENT = 20;
const settings = (share = 1): { numRuns: number } => ({ numRuns: Math.ceil((PAIRS * share) / INPUTS_PER_DOCUMENT) });

/** A busy machine takes its time; a long run takes longer. */
const timeout = 60_000 + PAIRS;

const inputs = fc.array(arbitraryInput, { minLength: INPUTS_PER_DOCUMENT, maxLength: INPUTS_PER_DOCUMENT });

/** Adds a rule to the first of the policies. */
const withRule = ([first, ...others]: readonly ReferencePolicy[], rule: ReferenceRule): readonly ReferencePolicy[] =>
  first === undefined ? [] : [{ ...first, rules: [...first.rules, rule] }, ...others];

const rank = (decision: Decision): number => EFFECTS.indexOf(decision.effect);
const lets = (decision: Decision): boolean => decision.effect !== 'deny';

/** Calls of the tool of a list entry, with every kind of arguments. */
const callsOf = (entry: DecisionInput, others: readonly DecisionInput[]): DecisionInput[] =>
  others.flatMap(({ args, findings, argumentRoles }) =>
    args === undefined ? [] : [{ ...entry, args, findings, argumentRoles }],
  );

describe('decide, over random documents and messages', { timeout }, () => {
  it('agrees with the reference evaluator', () => {
    fc.assert(
      fc.property(arbitraryPolicies, inputs, (policies, messages) => {
        const program = programOf(policies);
        for (const message of messages) {
          const [found, expected] = [outcomeOf(decide(program, message)), referenceDecide(policies, message)];
          // Text first: matchers cost more than both decisions.
          if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found).toEqual(expected);
        }
      }),
      settings(),
    );
  });

  // What is known of a caller and a target is kept for the next message between them.
  it('decides alike whoever asked what before', () => {
    fc.assert(
      fc.property(arbitraryPolicies, inputs, (policies, messages) => {
        const [remembering, afresh] = [programOf(policies), programOf(policies)];
        const [callers, clients] = [messages.slice(0, 2), messages.slice(0, 3)];
        const between = messages.map((message, i): DecisionInput => {
          const { principal, server, target } = callers[i % 2] ?? message;
          const { client, tool } = clients[i % 3] ?? message;
          return { ...message, principal, server, target, client, tool };
        });
        // One of a kind after the other, with findings and without.
        const alike = between.flatMap((message) => [message, message, { ...message, findings: [] }, message]);
        for (const message of [...between, ...alike, ...between]) {
          const found = decide(remembering, message);
          // Nobody has seen a copy of the caller.
          const expected = decide(afresh, { ...message, principal: { ...message.principal } });
          if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found).toEqual(expected);
        }
      }),
      settings(0.25),
    );
  });

  it('always has a reason, names at most what there is, and denies by a rule or by default', () => {
    fc.assert(
      fc.property(arbitraryPolicies, inputs, (policies, messages) => {
        const program = programOf(policies);
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
      fc.property(arbitraryPolicies, arbitraryRule, inputs, (policies, added, messages) => {
        const before = programOf(policies);
        const after = programOf(withRule(policies, { ...added, id: 'added', effect: 'deny' }));
        for (const message of messages)
          expect(rank(decide(after, message))).toBeGreaterThanOrEqual(rank(decide(before, message)));
      }),
      settings(0.25),
    );
  });

  it('does not care in which order rules stand', () => {
    const shuffled = arbitraryPolicies.chain((policies) =>
      fc.tuple(
        fc.constant(policies),
        fc.tuple(
          ...policies.map((policy) =>
            fc
              .shuffledSubarray([...policy.rules], { minLength: policy.rules.length })
              .map((rules): ReferencePolicy => ({ ...policy, rules })),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, inputs, ([policies, others], messages) => {
        const [one, other] = [programOf(policies), programOf(others)];
        for (const message of messages) expect(decide(other, message)).toEqual(decide(one, message));
      }),
      settings(0.25),
    );
  });

  it('never lets anything through because a condition failed', () => {
    const failing = fc.record({ rule: arbitraryRule, policies: arbitraryPolicies });
    fc.assert(
      fc.property(failing, inputs, ({ rule, policies }, messages) => {
        const broken: ReferenceRule = {
          ...rule,
          id: 'broken',
          when: { kind: 'argument-is', name: 'nowhere', value: 1 },
        };
        const [without, withBroken] = [programOf(policies), programOf(withRule(policies, broken))];
        for (const message of messages.filter(({ args }) => args !== undefined)) {
          expect(rank(decide(withBroken, message))).toBeGreaterThanOrEqual(rank(decide(without, message)));
        }
      }),
      settings(0.25),
    );
  });

  it('shows a list entry whenever some arguments would be let through, and is certain only when none differ', () => {
    fc.assert(
      fc.property(arbitraryPolicies, inputs, (policies, messages) => {
        const program = programOf(policies);
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
