import type { DecisionInput } from '../decision-input.js';
import { isLiteralGlob } from '../text/glob.js';
import type { RankedRule } from './compiled-rule.js';

/** Rules with more literal names than this are kept with the patterns, so that an index never outgrows its policies. */
const INDEXED_NAMES_MAX = 32;

const NONE: readonly RankedRule[] = Object.freeze([]);

/** Rules about one kind of target: those that name it, and those with patterns. */
class NamedRules {
  private readonly byName = new Map<string, RankedRule[]>();
  readonly patterns: RankedRule[] = [];

  add(rule: RankedRule, globs: readonly string[]): void {
    if (globs.length > INDEXED_NAMES_MAX || !globs.every(isLiteralGlob)) {
      this.patterns.push(rule);
      return;
    }
    for (const name of new Set(globs)) {
      const rules = this.byName.get(name);
      if (rules === undefined) this.byName.set(name, [rule]);
      else rules.push(rule);
    }
  }

  named(name: string): readonly RankedRule[] {
    return this.byName.get(name) ?? NONE;
  }
}

/** Rules that share a server, by what they speak of. */
class Bucket {
  private readonly anything: RankedRule[] = [];
  private readonly kinds = { tool: new NamedRules(), resource: new NamedRules(), prompt: new NamedRules() };

  add(rule: RankedRule): void {
    const { tools, resources, prompts } = rule.match;
    if (tools !== undefined) this.kinds.tool.add(rule, tools);
    else if (resources !== undefined) this.kinds.resource.add(rule, resources);
    else if (prompts !== undefined) this.kinds.prompt.add(rule, prompts);
    else this.anything.push(rule);
  }

  visit(input: DecisionInput, each: RuleVisitor): void {
    each.visitAll(this.anything);
    if (input.target.kind === 'none') return;
    const rules = this.kinds[input.target.kind];
    each.visitAll(rules.patterns);
    each.visitAll(rules.named(input.target.name));
  }
}

export interface RuleVisitor {
  visitAll(rules: readonly RankedRule[]): void;
}

/** Finds the rules that can speak of a message: by server first, then by kind and name of the target. */
export class RuleIndex {
  private readonly everyServer = new Bucket();
  private readonly byServer = new Map<string, Bucket>();

  constructor(rules: readonly RankedRule[]) {
    for (const rule of rules) this.add(rule);
  }

  private add(rule: RankedRule): void {
    const { servers } = rule.match;
    if (servers === undefined || servers.length > INDEXED_NAMES_MAX || !servers.every(isLiteralGlob)) {
      this.everyServer.add(rule);
      return;
    }
    for (const slug of new Set(servers)) {
      const bucket = this.byServer.get(slug) ?? new Bucket();
      this.byServer.set(slug, bucket);
      bucket.add(rule);
    }
  }

  /** Visits every rule that can match, each at most once, and few that cannot. */
  visit(input: DecisionInput, visitor: RuleVisitor): void {
    this.everyServer.visit(input, visitor);
    this.byServer.get(input.server.slug)?.visit(input, visitor);
  }
}
