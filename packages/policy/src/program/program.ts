import type { Phase } from '../phase.js';
import { type CompiledRule, rankRules } from './compiled-rule.js';
import { RuleIndex } from './rule-index.js';

/** Compiled policies of one organisation: immutable, shareable between requests, swapped as a whole. */
export interface Program {
  readonly ruleCount: number;
  /** False when no rule reads `result`: then responses can be decided without parsing them. */
  readonly readsResult: boolean;
  /** False when no rule reads `args`. */
  readonly readsArguments: boolean;
  /** The rules that matter in each phase. For {@link decide} only. */
  readonly phases: Readonly<Record<Phase, RuleIndex>>;
}

export const createProgram = (unordered: readonly CompiledRule[]): Program => {
  const rules = rankRules(unordered);
  const indexOf = (phase: Phase): RuleIndex => new RuleIndex(rules.filter((rule) => rule.phases.includes(phase)));
  return Object.freeze({
    ruleCount: rules.length,
    readsResult: rules.some((rule) => rule.condition?.reads.has('result')),
    readsArguments: rules.some((rule) => rule.condition?.reads.has('args')),
    phases: Object.freeze({
      request: indexOf('request'),
      response: indexOf('response'),
      server_request: indexOf('server_request'),
    }),
  });
};
