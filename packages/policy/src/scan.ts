import type { RuleMode } from '@sallyport/contracts';
import { EXHAUSTED, Fault, UNKNOWN } from './condition/fault.js';
import { CONDITION_COST_MAX, Run } from './condition/run.js';
import type { DecisionInput } from './decision-input.js';
import type { Phase } from './phase.js';
import type { RankedRule } from './program/compiled-rule.js';
import { type CompiledException, inForceAt } from './program/exceptions.js';
import {
  isSettledByFindings,
  type OpenWhenClean,
  type Plan,
  type PlannedRule,
  plannedFor,
  standsFor,
} from './program/plan.js';
import type { Scope } from './program/scope.js';

/** Cost of all conditions of one decision together; beyond it the message is denied. */
const DECISION_COST_MAX = 500_000;

/** A rule that speaks of the message and did not say no. */
export interface Taken {
  readonly rule: RankedRule;
  /** The rule's mode for this caller. */
  readonly mode: RuleMode;
  /** `failed`: its condition ended in an error. `unknown`: it needs arguments that are not known. */
  readonly outcome: 'matched' | 'failed' | 'unknown';
  readonly fault: Fault | null;
  /** What the rule saw of the message; null when it looks at none. */
  readonly run: Run | null;
}

/** The rules that took part in a decision. */
export interface TakenRules {
  readonly enforced: readonly Taken[];
  readonly observed: readonly Taken[];
}

/** What takes part whatever is in the message. */
export const settledRules = (plan: Plan): TakenRules => {
  const enforced: Taken[] = [];
  const observed: Taken[] = [];
  for (const { rule, mode } of plan.settled) {
    (mode === 'enforce' ? enforced : observed).push({ rule, mode, outcome: 'matched', fault: null, run: null });
  }
  return { enforced, observed };
};

/** The message as the rules of one scope see it: without the findings that are excepted for them. */
interface View {
  readonly run: Run;
  /** What hides findings. */
  readonly hiding: readonly CompiledException[];
}

const isObserved = ({ observed }: DecisionInput['findings'][number]): boolean => observed === true;

/** What a detector found that only observes is there for no rule; its text is masked all the same. */
const withoutObserved = (message: DecisionInput): DecisionInput =>
  message.findings.length > 0 && message.findings.some(isObserved)
    ? { ...message, findings: message.findings.filter((finding) => !isObserved(finding)) }
    : message;

const NOTHING_HIDDEN: readonly CompiledException[] = Object.freeze([]);

const kindOf = (verdict: boolean | Fault): boolean | 'failed' | 'unknown' => {
  if (verdict === UNKNOWN) return 'unknown';
  return verdict instanceof Fault ? 'failed' : verdict;
};

/** Leaves out the rules that say no to every message of the plan in which nothing was found. What that costs is charged all the same. */
const openWhenClean = ({ open }: Plan, input: DecisionInput): OpenWhenClean => {
  const run = new Run(input);
  let cost = 0;
  const isLeft = (planned: PlannedRule): boolean => {
    const { rule, mode } = planned;
    if (!isSettledByFindings(planned)) return true;
    run.remaining = CONDITION_COST_MAX;
    // Nothing was found that could be redacted.
    const verdict = rule.redaction === null && rule.condition?.evaluate(run);
    const spent = CONDITION_COST_MAX - Math.max(run.remaining, 0);
    if (verdict !== false || (spent > 0 && mode !== 'enforce')) return true;
    cost += spent;
    return false;
  };
  return { rules: open.filter(isLeft), cost };
};

const NO_IDS: readonly string[] = Object.freeze([]);

/** Goes through rules and keeps those that speak of the message. Observing never spends what enforcing needs. */
export class Scan implements TakenRules {
  readonly enforced: Taken[] = [];
  readonly observed: Taken[] = [];
  /** True when a rule could not tell, or would have said why in other words, for want of what is not known. */
  dependsOnUnknown = false;
  private readonly whole: View;
  private views: Map<Scope, View> | null = null;
  private used: Set<string> | null = null;
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

  /** True when no rule took part, and none would have if there were no exceptions. */
  get isEmpty(): boolean {
    return this.enforced.length === 0 && this.observed.length === 0 && this.used === null;
  }

  /** True when the conditions together cost too much: what was found is then not the whole answer. */
  get exhausted(): boolean {
    return this.enforcedCost > DECISION_COST_MAX;
  }

  /** Ids of the exceptions without which another rule would have taken part, or one in another way. */
  get exceptions(): readonly string[] {
    return this.used === null ? NO_IDS : [...this.used].sort();
  }

  /** Goes through what a plan leaves open. */
  visitOpen(plan: Plan): void {
    let { open } = plan;
    if (this.input.findings.length === 0 && !this.whole.run.findingsUnknown) {
      plan.openWhenClean ??= openWhenClean(plan, this.input);
      open = plan.openWhenClean.rules;
      this.enforcedCost += plan.openWhenClean.cost;
    }
    for (const planned of open) {
      if (this.speaksOf(planned.rule)) this.consider(planned);
    }
  }

  /** Goes through rules of which nothing is known but that they speak of the server and the target. */
  visitAll(rules: readonly PlannedRule[]): void {
    for (const plain of rules) {
      if (standsFor(plain, this.input) && this.speaksOf(plain.rule)) this.consider(plannedFor(plain, this.input));
    }
  }

  private speaksOf(rule: RankedRule): boolean {
    if (this.input.now >= rule.expiresAt) return false;
    for (const test of rule.momentary) {
      if (!test(this.input)) return false;
    }
    // A rule about results does not speak of notifications and errors, which have none.
    return this.phase !== 'response' || this.input.result !== undefined || !rule.readsResult;
  }

  private consider({ rule, mode, exceptions }: PlannedRule): void {
    const excepting = inForceAt(exceptions, this.input.now);
    const binds = mode === 'enforce' && excepting.length === 0;
    const { run, hiding } = rule.readsFindings ? this.viewOf(rule.scope) : this.whole;
    const verdict = this.verdictOf(rule, run, binds);
    if (verdict === UNKNOWN || (run.argumentsUnknown && rule.readsArguments)) this.dependsOnUnknown = true;
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
    this.used ??= new Set();
    for (const { id } of exceptions) this.used.add(id);
  }

  private viewOf(scope: Scope): View {
    if (scope.findings.isEmpty || this.input.findings.length === 0) return this.whole;
    const known = this.views?.get(scope);
    if (known !== undefined) return known;
    const view = this.createView(scope);
    this.views ??= new Map();
    this.views.set(scope, view);
    return view;
  }

  private createView({ findings: exceptions }: Scope): View {
    const { findings } = this.input;
    const hiding = inForceAt(exceptions.concerning(this.input), this.input.now).filter(({ hides }) =>
      findings.some(hides),
    );
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
