import type { PolicyTest } from '@sallyport/contracts';
import { invalidPolicy, readPolicy } from '../check/readable-policy.js';
import { runTest, runTests } from '../check/run-tests.js';
import { diagnosticAt } from '../document/parse-policy.js';
import { type CompiledPolicy, compilePolicy } from '../program/compile-policy.js';
import { compileRule } from '../program/compiled-rule.js';
import { conditionOfZone, ruleOfZone } from '../program/path-zone.js';
import { createProgramAlone } from '../program/program.js';
import { type Mutation, mutationsOf } from './mutations-of.js';

/** A change that no test noticed. */
export interface SurvivingMutation {
  readonly ruleId: string;
  /** Line of the rule in the text. */
  readonly line: number;
  /** What was changed, as a sentence. */
  readonly description: string;
}

export interface MutationReport {
  readonly tried: number;
  readonly caught: number;
  readonly survivors: readonly SurvivingMutation[];
  /** True when there was more to try than {@link MUTATION_WORK_MAX} lets. */
  readonly partial: boolean;
}

/** Most work of one check, in rules compiled and tests run: a few seconds. */
export const MUTATION_WORK_MAX = 300_000;
/** Of one test, compared with looking at one rule. */
const TEST_WORK = 8;

const replaced = <T>(list: readonly T[], index: number, by: readonly T[]): readonly T[] => [
  ...list.slice(0, index),
  ...by,
  ...list.slice(index + 1),
];

/** The policy with one thing changed; every other rule is the very same object. */
const mutated = (policy: CompiledPolicy, { place, change }: Mutation, ruleCount: number): CompiledPolicy => {
  if (place.kind === 'exception') return { ...policy, exceptions: replaced(policy.exceptions, place.index, []) };
  const index = place.kind === 'rule' ? place.index : ruleCount + place.index;
  const former = policy.rules[index];
  if (former === undefined || change.kind === 'remove') return { ...policy, rules: replaced(policy.rules, index, []) };
  const source = { ...former.ref, level: former.level, group: former.group };
  const rule =
    change.kind === 'rule'
      ? compileRule(change.rule, change.condition, source)
      : compileRule(ruleOfZone(change.zone), conditionOfZone(change.zone), source);
  return { ...policy, rules: replaced(policy.rules, index, [rule]) };
};

const isCaught = (policy: CompiledPolicy, tests: readonly PolicyTest[]): boolean => {
  const program = createProgramAlone(policy);
  return tests.some((test) => !runTest(test, program).passed);
};

const LISTS = { rule: 'rules', zone: 'pathZones', exception: 'exceptions' } as const;

/**
 * Changes a policy in small ways, one at a time, and runs its tests on each: what no test notices, no test would miss. The work
 * is bounded and counted, not timed, so that the same text always gives the same report.
 * @throws AppError `policy.rule_invalid` when the text has errors or one of its tests fails as it is
 */
export const checkMutations = (text: string): MutationReport => {
  const { document, positions, conditions } = readPolicy(text, 'draft');
  const source = { policyId: '', policyName: document.name, policyVersion: 1 };
  const policy = compilePolicy({ document, positions, conditions, source });
  const failed = runTests(document, createProgramAlone(policy)).findIndex(({ passed }) => !passed);
  if (failed >= 0) {
    throw invalidPolicy(document.name, [diagnosticAt(positions.locate(['tests', failed]), 'this test fails as it is')]);
  }
  const tests = document.tests ?? [];
  const all = mutationsOf(document, conditions);
  const work = policy.rules.length + tests.length * TEST_WORK;
  const tried = all.slice(0, Math.max(1, Math.floor(MUTATION_WORK_MAX / Math.max(1, work))));
  const survivors = tried.filter((mutation) => !isCaught(mutated(policy, mutation, document.rules.length), tests));
  return {
    tried: tried.length,
    caught: tried.length - survivors.length,
    survivors: survivors.map(({ ruleId, place, description }) => {
      const { line } = positions.locate([LISTS[place.kind], place.index]);
      return { ruleId, line, description };
    }),
    partial: tried.length < all.length,
  };
};
