import type { Principal, Target } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { compileGlobs, isLiteralGlob, type TextTest } from '../text/glob.js';
import type { RankedRule } from './compiled-rule.js';
import { createPlan, isFor, type Plan, type PlannedRule, plainly } from './plan.js';

/** Rules with more literal names than this are kept with the patterns, so that an index never outgrows its policies. */
const INDEXED_NAMES_MAX = 32;
/** What is remembered of servers, targets and callers; clients choose targets, so it has an end. */
const SERVERS_REMEMBERED_MAX = 512;
const REMEMBERED_COST_MAX = 50_000;
/** Of one target, besides its rules and its name. */
const TARGET_COST = 16;
/** Of one caller at one target, besides the rules. */
const PLAN_COST = 16;
/** Callers of a target among whom one that comes again is known. */
const RECENT_CALLERS = 8;

const NONE: readonly PlannedRule[] = Object.freeze([]);

const append = <K>(lists: Map<K, PlannedRule[]>, key: K, rule: PlannedRule): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [rule]);
  else list.push(rule);
};

/** Rules by what one of their keys names: literal names are looked up, and each distinct set of patterns is asked once. */
class NamedRules {
  private readonly byName = new Map<string, PlannedRule[]>();
  private readonly byPatterns = new Map<string, { readonly test: TextTest; readonly rules: PlannedRule[] }>();

  add(rule: PlannedRule, globs: readonly string[]): void {
    if (globs.length <= INDEXED_NAMES_MAX && globs.every(isLiteralGlob)) {
      for (const name of new Set(globs)) append(this.byName, name, rule);
      return;
    }
    const key = JSON.stringify(globs);
    const group = this.byPatterns.get(key) ?? { test: compileGlobs(globs), rules: [] };
    this.byPatterns.set(key, group);
    group.rules.push(rule);
  }

  find(name: string): PlannedRule[] {
    const found = [...(this.byName.get(name) ?? NONE)];
    for (const { test, rules } of this.byPatterns.values()) {
      if (test(name)) found.push(...rules);
    }
    return found;
  }
}

/** Rules that speak of one target of one server, all of them and no others; by the group they ask for where it is one. */
class Candidates {
  private readonly general: PlannedRule[] = [];
  private readonly byGroup = new Map<string, PlannedRule[]>();
  /** Many targets have one caller. */
  private first: Plan | null = null;
  private plans: Map<Principal, Plan> | null = null;
  private recent: Principal[] | null = null;
  private recentAt = 1;

  constructor(rules: readonly PlannedRule[]) {
    for (const planned of rules) {
      const { groups } = planned.rule.match.principals ?? {};
      const group = planned.rule.group ?? (groups?.length === 1 ? groups[0] : undefined);
      if (group === undefined) this.general.push(planned);
      else append(this.byGroup, group, planned);
    }
  }

  /** What was planned for the caller, when it was for such a message. */
  plan(input: DecisionInput): Plan | null {
    const { principal } = input;
    const plan = this.first?.parties.principal === principal ? this.first : this.plans?.get(principal);
    return plan !== undefined && plan !== null && isFor(plan, input) ? plan : null;
  }

  /** Whether this very caller was here a moment ago; notes that it was. */
  hasJustSeen(principal: Principal): boolean {
    if (this.recent === null) {
      this.recent = [principal];
      return false;
    }
    if (this.recent.includes(principal)) return true;
    this.recent[this.recentAt] = principal;
    this.recentAt = (this.recentAt + 1) % RECENT_CALLERS;
    return false;
  }

  keep(plan: Plan): void {
    const { principal } = plan.parties;
    if (this.first === null || this.first.parties.principal === principal) this.first = plan;
    else {
      this.plans ??= new Map();
      this.plans.set(principal, plan);
    }
  }

  forget(): void {
    this.first = null;
    this.plans = null;
    this.recent = null;
    this.recentAt = 1;
  }

  /** Less those for groups the caller is not in. */
  of({ groups }: Principal): readonly PlannedRule[] {
    if (this.byGroup.size === 0) return this.general;
    let found = this.general;
    for (let i = 0; i < groups.length; i++) {
      const rules = this.byGroup.get(groups[i] as string);
      // Whoever is in a group twice is asked about once.
      if (rules !== undefined && groups.indexOf(groups[i] as string) === i) found = found.concat(rules);
    }
    return found;
  }
}

/** The rules that speak of one server, by what they speak of. */
class ServerRules {
  private readonly anything: PlannedRule[] = [];
  private readonly kinds = { tool: new NamedRules(), resource: new NamedRules(), prompt: new NamedRules() };
  private readonly remembered = {
    tool: new Map<string, Candidates>(),
    resource: new Map<string, Candidates>(),
    prompt: new Map<string, Candidates>(),
  };
  private readonly withoutTarget: Candidates;
  private rememberedCost = 0;

  constructor(rules: readonly PlannedRule[]) {
    for (const planned of rules) {
      const { tools, resources, prompts } = planned.rule.match;
      const named = [tools, resources, prompts].filter((globs) => globs !== undefined);
      // A rule that names two kinds of target at once never matches.
      if (named.length > 1) continue;
      if (tools !== undefined) this.kinds.tool.add(planned, tools);
      else if (resources !== undefined) this.kinds.resource.add(planned, resources);
      else if (prompts !== undefined) this.kinds.prompt.add(planned, prompts);
      else this.anything.push(planned);
    }
    this.withoutTarget = new Candidates(this.anything);
  }

  planFor(input: DecisionInput): Plan | null {
    const candidates = this.find(input.target);
    const known = candidates.plan(input);
    if (known !== null || !candidates.hasJustSeen(input.principal)) return known;
    const plan = createPlan(candidates.of(input.principal), input);
    this.charge(PLAN_COST + plan.settled.length + plan.open.length);
    candidates.keep(plan);
    return plan;
  }

  rulesFor({ target, principal }: DecisionInput): readonly PlannedRule[] {
    return this.find(target).of(principal);
  }

  private find({ kind, name }: Target): Candidates {
    if (kind === 'none') return this.withoutTarget;
    return this.remembered[kind].get(name) ?? this.remember(kind, name);
  }

  private remember(kind: Exclude<Target['kind'], 'none'>, name: string): Candidates {
    const rules = [...this.anything, ...this.kinds[kind].find(name)];
    const candidates = new Candidates(rules);
    this.charge(TARGET_COST + rules.length + (name.length >> 3));
    this.remembered[kind].set(name, candidates);
    return candidates;
  }

  /** Makes room by forgetting everything: what is asked for again is found again. */
  private charge(cost: number): void {
    this.rememberedCost += cost;
    if (this.rememberedCost <= REMEMBERED_COST_MAX) return;
    for (const map of Object.values(this.remembered)) map.clear();
    this.withoutTarget.forget();
    this.rememberedCost = cost;
  }
}

/**
 * Finds the rules that can speak of a message: those of its server and target, less those for groups the caller is not in and
 * those that speak of other clients, tools and methods. What was found is remembered, within bounds, for a server and a target,
 * and for a caller at a target; what a program decides does not depend on it.
 */
export class RuleIndex {
  private readonly everywhere: PlannedRule[] = [];
  private readonly named = new NamedRules();
  private readonly byServer = new Map<string, ServerRules>();

  constructor(rules: readonly RankedRule[]) {
    for (const rule of rules) {
      const { servers } = rule.match;
      if (servers === undefined) this.everywhere.push(plainly(rule));
      else this.named.add(plainly(rule), servers);
    }
  }

  /**
   * What is known of such messages; null for a caller that has not been there a moment ago. Many targets are named once, and what
   * is decided again from records has a caller of its own each time: for those {@link rulesFor} is less work.
   */
  planFor(input: DecisionInput): Plan | null {
    return this.rulesOf(input.server.slug).planFor(input);
  }

  /** Every rule that can match, each once, and few that cannot. Server and target need no more tests. */
  rulesFor(input: DecisionInput): readonly PlannedRule[] {
    return this.rulesOf(input.server.slug).rulesFor(input);
  }

  private rulesOf(slug: string): ServerRules {
    const known = this.byServer.get(slug);
    if (known !== undefined) return known;
    const rules = new ServerRules([...this.everywhere, ...this.named.find(slug)]);
    if (this.byServer.size >= SERVERS_REMEMBERED_MAX) this.byServer.clear();
    this.byServer.set(slug, rules);
    return rules;
  }
}
