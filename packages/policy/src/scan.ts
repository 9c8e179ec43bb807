import type { RuleMode } from '@sallyport/contracts';
import { EXHAUSTED, Fault, UNKNOWN } from './condition/fault.js';
import { CONDITION_COST_MAX, Run } from './condition/run.js';
import type { DecisionInput } from './decision-input.js';
import type { Phase } from './phase.js';
import type { RankedRule } from './program/compiled-rule.js';
import type { CompiledException } from './program/exceptions.js';
import type { RuleVisitor } from './program/rule-index.js';
import type { Scope } from './program/scope.js';

/** Cost of all conditions of one decision together; beyond it the message is denied. */
export const DECISION_COST_MAX = 500_000;

/** A rule that speaks of the message and did not say no. */
export interface Taken {
  readonly rule: RankedRule;
  /** The rule's mode for this caller. */
  readonly mode: RuleMode;
  /** `failed`: its condition ended in an error. `unknown`: it needs arguments that are not known. */
  readonly outcome: 'matched' | 'failed' | 'unknown';
  readonly fault: Fault | null;
  /** What the rule saw of the message. */
  readonly run: Run;
}

/** The message as the rules of one scope see it: without the findings that are excepted for them. */
interface View {
  readonly run: Run;
  /** What hides findings. */
  readonly hiding: readonly CompiledException[];
}

/** What a detector found that only observes is there for no rule; its text is masked all the same. */
const withoutObserved = (message: DecisionInput): DecisionInput =>
  message.findings.some(({ observed }) => observed === true)
    ? { ...message, findings: message.findings.filter(({ observed }) => observed !== true) }
    : message;

const NOTHING_HIDDEN: readonly CompiledException[] = Object.freeze([]);

const kindOf = (verdict: boolean | Fault): boolean | 'failed' | 'unknown' => {
  if (verdict === UNKNOWN) return 'unknown';
  return verdict instanceof Fault ? 'failed' : verdict;
};

/** Goes through the rules that can match one message and keeps those that do. Observing never spends what enforcing needs. */
export class Scan implements RuleVisitor {
  readonly enforced: Taken[] = [];
  readonly observed: Taken[] = [];
  /** True when a rule could not tell, or would have said why in other words, for want of what is not known. */
  dependsOnUnknown = false;
  private readonly whole: View;
  private readonly views = new Map<Scope, View>();
  private readonly used = new Set<string>();
  private enforcedCost = 0;
  private observedCost = 0;

  private readonly input: DecisionInput;

  constructor(
    message: DecisionInput,
    private readonly phase: Phase,
  ) {
    this.input = withoutObserved(message);
    this.whole = { run: new Run(this.input, message.findings), hiding: NOTHING_HIDDEN };
  }

  get isEmpty(): boolean {
    return this.enforced.length === 0 && this.observed.length === 0;
  }

  /** True when the conditions together cost too much: what was found is then not the whole answer. */
  get exhausted(): boolean {
    return this.enforcedCost > DECISION_COST_MAX;
  }

  /** Ids of the exceptions without which another rule would have taken part, or one in another way. */
  get exceptions(): string[] {
    return [...this.used].sort();
  }

  visitAll(rules: readonly RankedRule[]): void {
    for (const rule of rules) {
      if (this.speaksOf(rule)) this.consider(rule);
    }
  }

  private speaksOf(rule: RankedRule): boolean {
    for (const test of rule.tests) {
      if (!test(this.input)) return false;
    }
    if (this.input.now >= rule.expiresAt) return false;
    // A rule about results does not speak of notifications and errors, which have none.
    return this.phase !== 'response' || this.input.result !== undefined || !rule.condition?.reads.has('result');
  }

  private consider(rule: RankedRule): void {
    const mode = rule.modeOf === null ? rule.ref.mode : rule.modeOf(this.input.principal);
    const excepting = rule.exceptions?.inForce(this.input) ?? NOTHING_HIDDEN;
    const binds = mode === 'enforce' && excepting.length === 0;
    const { run, hiding } = rule.readsFindings ? this.viewOf(rule.scope) : this.whole;
    const verdict = this.verdictOf(rule, run, binds);
    if (verdict === UNKNOWN || (run.argumentsUnknown && rule.condition?.reads.has('args')))
      this.dependsOnUnknown = true;
    if (hiding.length > 0 && kindOf(this.verdictOf(rule, this.whole.run, false)) !== kindOf(verdict)) this.use(hiding);
    if (verdict === false) return;
    if (excepting.length > 0) this.use(excepting);
    else this.take(rule, mode, verdict, run);
  }

  private take(rule: RankedRule, mode: RuleMode, verdict: true | Fault, run: Run): void {
    const taken = mode === 'enforce' ? this.enforced : this.observed;
    if (verdict === true) taken.push({ rule, mode, outcome: 'matched', fault: null, run });
    else taken.push({ rule, mode, outcome: verdict === UNKNOWN ? 'unknown' : 'failed', fault: verdict, run });
  }

  private use(exceptions: readonly CompiledException[]): void {
    for (const { id } of exceptions) this.used.add(id);
  }

  private viewOf(scope: Scope): View {
    if (scope.findings.isEmpty || this.input.findings.length === 0) return this.whole;
    const known = this.views.get(scope);
    if (known !== undefined) return known;
    const view = this.createView(scope);
    this.views.set(scope, view);
    return view;
  }

  private createView({ findings: exceptions }: Scope): View {
    const { findings } = this.input;
    const hiding = exceptions.inForce(this.input).filter(({ hides }) => findings.some(hides));
    if (hiding.length === 0) return this.whole;
    const visible = findings.filter((finding) => !hiding.some(({ hides }) => hides(finding)));
    return { run: new Run({ ...this.input, findings: visible }, this.whole.run.masked), hiding };
  }

  private verdictOf(rule: RankedRule, run: Run, binds: boolean): boolean | Fault {
    if (rule.redaction !== null && !this.mayRedact(rule, run)) return false;
    const verdict = rule.condition === null ? true : this.evaluate(rule.condition, run, binds);
    return verdict !== false && rule.redaction !== null && run.findingsUnknown ? UNKNOWN : verdict;
  }

  /** A redact rule speaks of messages in which there is something to redact. */
  private mayRedact(rule: RankedRule, { findingsUnknown, input }: Run): boolean {
    return findingsUnknown || input.findings.some((finding) => rule.redactedCategories.has(finding.category));
  }

  private evaluate(condition: NonNullable<RankedRule['condition']>, run: Run, binds: boolean): boolean | Fault {
    if ((binds ? this.enforcedCost : this.observedCost) > DECISION_COST_MAX) return EXHAUSTED;
    run.remaining = CONDITION_COST_MAX;
    const verdict = condition.evaluate(run);
    const cost = CONDITION_COST_MAX - Math.max(run.remaining, 0);
    if (binds) this.enforcedCost += cost;
    else this.observedCost += cost;
    return verdict;
  }
}
