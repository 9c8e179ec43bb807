import { EXHAUSTED, Fault, UNKNOWN } from './condition/fault.js';
import { CONDITION_COST_MAX, Run } from './condition/run.js';
import type { DecisionInput } from './decision-input.js';
import type { Phase } from './phase.js';
import type { RankedRule } from './program/compiled-rule.js';
import type { RuleVisitor } from './program/rule-index.js';

/** Cost of all conditions of one decision together; beyond it the message is denied. */
export const DECISION_COST_MAX = 500_000;

/** A rule that speaks of the message and did not say no. */
export interface Taken {
  readonly rule: RankedRule;
  /** `failed`: its condition ended in an error. `unknown`: it needs arguments that are not known. */
  readonly outcome: 'matched' | 'failed' | 'unknown';
  readonly fault: Fault | null;
}

/** Goes through the rules that can match one message and keeps those that do. Observing never spends what enforcing needs. */
export class Scan implements RuleVisitor {
  readonly enforced: Taken[] = [];
  readonly observed: Taken[] = [];
  readonly run: Run;
  private enforcedCost = 0;
  private observedCost = 0;

  constructor(
    private readonly input: DecisionInput,
    private readonly phase: Phase,
  ) {
    this.run = new Run(input);
  }

  get isEmpty(): boolean {
    return this.enforced.length === 0 && this.observed.length === 0;
  }

  /** True when the conditions together cost too much: what was found is then not the whole answer. */
  get exhausted(): boolean {
    return this.enforcedCost > DECISION_COST_MAX;
  }

  visitAll(rules: readonly RankedRule[]): void {
    for (const rule of rules) {
      if (this.speaksOf(rule)) this.take(rule);
    }
  }

  private speaksOf(rule: RankedRule): boolean {
    for (const test of rule.tests) {
      if (!test(this.input)) return false;
    }
    if (rule.redaction !== null && !this.mayRedact(rule)) return false;
    // A rule about results does not speak of notifications and errors, which have none.
    return this.phase !== 'response' || this.input.result !== undefined || !rule.condition?.reads.has('result');
  }

  /** A redact rule speaks of messages in which there is something to redact. */
  private mayRedact(rule: RankedRule): boolean {
    return (
      this.run.findingsUnknown || this.input.findings.some((finding) => rule.redactedCategories.has(finding.category))
    );
  }

  private take(rule: RankedRule): void {
    let verdict = rule.condition === null ? true : this.evaluate(rule, rule.condition);
    if (verdict === false) return;
    if (rule.redaction !== null && this.run.findingsUnknown) verdict = UNKNOWN;
    const taken = rule.enforced ? this.enforced : this.observed;
    if (verdict === true) taken.push({ rule, outcome: 'matched', fault: null });
    else taken.push({ rule, outcome: verdict === UNKNOWN ? 'unknown' : 'failed', fault: verdict });
  }

  private evaluate(rule: RankedRule, condition: NonNullable<RankedRule['condition']>): boolean | Fault {
    if ((rule.enforced ? this.enforcedCost : this.observedCost) > DECISION_COST_MAX) return EXHAUSTED;
    this.run.remaining = CONDITION_COST_MAX;
    const verdict = condition.evaluate(this.run);
    const cost = CONDITION_COST_MAX - Math.max(this.run.remaining, 0);
    if (rule.enforced) this.enforcedCost += cost;
    else this.observedCost += cost;
    return verdict;
  }
}
