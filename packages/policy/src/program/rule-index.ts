import type { Target } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';
import { compileGlobs, isLiteralGlob, type TextTest } from '../text/glob.js';
import type { RankedRule } from './compiled-rule.js';

/** Rules with more literal names than this are kept with the patterns, so that an index never outgrows its policies. */
const INDEXED_NAMES_MAX = 32;
/** What is remembered of servers and targets; clients choose targets, so it has an end. */
const SERVERS_REMEMBERED_MAX = 512;
const REMEMBERED_COST_MAX = 50_000;
/** Of one target, besides its rules and its name. */
const TARGET_COST = 16;

const NONE: readonly RankedRule[] = Object.freeze([]);

const append = <K>(lists: Map<K, RankedRule[]>, key: K, rule: RankedRule): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [rule]);
  else list.push(rule);
};

/** Rules by what one of their keys names: literal names are looked up, and each distinct set of patterns is asked once. */
class NamedRules {
  private readonly byName = new Map<string, RankedRule[]>();
  private readonly byPatterns = new Map<string, { readonly test: TextTest; readonly rules: RankedRule[] }>();

  add(rule: RankedRule, globs: readonly string[]): void {
    if (globs.length <= INDEXED_NAMES_MAX && globs.every(isLiteralGlob)) {
      for (const name of new Set(globs)) append(this.byName, name, rule);
      return;
    }
    const key = JSON.stringify(globs);
    const group = this.byPatterns.get(key) ?? { test: compileGlobs(globs), rules: [] };
    this.byPatterns.set(key, group);
    group.rules.push(rule);
  }

  find(name: string): RankedRule[] {
    const found = [...(this.byName.get(name) ?? NONE)];
    for (const { test, rules } of this.byPatterns.values()) {
      if (test(name)) found.push(...rules);
    }
    return found;
  }
}

/** Rules that speak of one target of one server, all of them and no others; by the group they ask for where it is one. */
class Candidates {
  readonly general: RankedRule[] = [];
  readonly byGroup = new Map<string, RankedRule[]>();

  constructor(rules: readonly RankedRule[]) {
    for (const rule of rules) {
      const { groups } = rule.match.principals ?? {};
      const group = rule.group ?? (groups?.length === 1 ? groups[0] : undefined);
      if (group === undefined) this.general.push(rule);
      else append(this.byGroup, group, rule);
    }
  }
}

/** The rules that speak of one server, by what they speak of. */
class ServerRules {
  private readonly anything: RankedRule[] = [];
  private readonly kinds = { tool: new NamedRules(), resource: new NamedRules(), prompt: new NamedRules() };
  private readonly remembered = {
    tool: new Map<string, Candidates>(),
    resource: new Map<string, Candidates>(),
    prompt: new Map<string, Candidates>(),
  };
  private readonly withoutTarget: Candidates;
  private rememberedCost = 0;

  constructor(rules: readonly RankedRule[]) {
    for (const rule of rules) {
      const { tools, resources, prompts } = rule.match;
      const named = [tools, resources, prompts].filter((globs) => globs !== undefined);
      // A rule that names two kinds of target at once never matches.
      if (named.length > 1) continue;
      if (tools !== undefined) this.kinds.tool.add(rule, tools);
      else if (resources !== undefined) this.kinds.resource.add(rule, resources);
      else if (prompts !== undefined) this.kinds.prompt.add(rule, prompts);
      else this.anything.push(rule);
    }
    this.withoutTarget = new Candidates(this.anything);
  }

  find({ kind, name }: Target): Candidates {
    if (kind === 'none') return this.withoutTarget;
    return this.remembered[kind].get(name) ?? this.remember(kind, name);
  }

  private remember(kind: Exclude<Target['kind'], 'none'>, name: string): Candidates {
    const rules = [...this.anything, ...this.kinds[kind].find(name)];
    const candidates = new Candidates(rules);
    const cost = TARGET_COST + rules.length + (name.length >> 3);
    this.rememberedCost += cost;
    if (this.rememberedCost > REMEMBERED_COST_MAX) {
      for (const map of Object.values(this.remembered)) map.clear();
      this.rememberedCost = cost;
    }
    this.remembered[kind].set(name, candidates);
    return candidates;
  }
}

export interface RuleVisitor {
  visitAll(rules: readonly RankedRule[]): void;
}

/**
 * Finds the rules that can speak of a message: those of its server and target, less those for groups the caller is not in. What
 * was found for a server and a target is remembered, within bounds; what a program decides does not depend on it.
 */
export class RuleIndex {
  private readonly everywhere: RankedRule[] = [];
  private readonly named = new NamedRules();
  private readonly byServer = new Map<string, ServerRules>();

  constructor(rules: readonly RankedRule[]) {
    for (const rule of rules) {
      const { servers } = rule.match;
      if (servers === undefined) this.everywhere.push(rule);
      else this.named.add(rule, servers);
    }
  }

  /** Visits every rule that can match, each once, and few that cannot. Server and target need no more tests. */
  visit({ server, target, principal }: DecisionInput, visitor: RuleVisitor): void {
    const { general, byGroup } = this.rulesOf(server.slug).find(target);
    visitor.visitAll(general);
    if (byGroup.size === 0) return;
    let index = 0;
    for (const group of principal.groups) {
      const rules = byGroup.get(group);
      // Whoever is in a group twice is asked about once.
      if (rules !== undefined && principal.groups.indexOf(group) === index) visitor.visitAll(rules);
      index += 1;
    }
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
