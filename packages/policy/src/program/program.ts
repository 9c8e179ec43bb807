import { POLICY_LEVELS } from '@sallyport/contracts';
import type { Phase } from '../phase.js';
import type { CompiledPolicy } from './compile-policy.js';
import { type RankedRule, rankRules } from './compiled-rule.js';
import { grantingLevels } from './levels.js';
import { RuleIndex } from './rule-index.js';
import { createScopes } from './scope.js';

/** Compiled policies of one organisation: immutable, shareable between requests, swapped as a whole. */
export interface Program {
  /** Path zones count as rules. */
  readonly ruleCount: number;
  /** False when no rule reads `result`: then responses can be decided without parsing them. */
  readonly readsResult: boolean;
  /** False when no rule reads `args`. */
  readonly readsArguments: boolean;
  /** False when no rule reads `flow` or `session`. */
  readonly readsBehaviour: boolean;
  /** All of them, most severe first. */
  readonly rules: readonly RankedRule[];
  /** The rules that matter in each phase. For {@link decide} only. */
  readonly phases: Readonly<Record<Phase, RuleIndex>>;
}

/** Makes a program of policies; all their rules decide together. */
export const createProgram = (
  policies: readonly CompiledPolicy[],
  granting: ReadonlySet<RankedRule['level']> = grantingLevels(policies),
): Program => {
  const surroundings = { granting, scopeOf: createScopes(policies) };
  const rules = rankRules(
    policies.flatMap((policy) => policy.rules),
    surroundings,
  );
  const indexOf = (phase: Phase): RuleIndex => new RuleIndex(rules.filter((rule) => rule.phases.includes(phase)));
  return Object.freeze({
    ruleCount: rules.length,
    rules: Object.freeze(rules),
    readsResult: rules.some((rule) => rule.readsResult),
    readsArguments: rules.some((rule) => rule.readsArguments),
    readsBehaviour: rules.some(({ condition }) => condition?.reads.has('flow') || condition?.reads.has('session')),
    phases: Object.freeze({
      request: indexOf('request'),
      response: indexOf('response'),
      server_request: indexOf('server_request'),
    }),
  });
};

/** A program of one document by itself, as its own tests see it: nothing above it says that its allows do not count. */
export const createProgramAlone = (policy: CompiledPolicy): Program => createProgram([policy], new Set(POLICY_LEVELS));
