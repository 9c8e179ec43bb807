import type { CallId, Effect, RuleMode, RuleRef, Target } from '@sallyport/contracts';
import { type PrincipalKind, storableText } from '@sallyport/db';

/** A call, and the rules that took part in it and are not counted yet. */
export interface RuledCall {
  readonly id: CallId;
  readonly at: Date;
  readonly principal_id: string | null;
  readonly principal_kind: PrincipalKind | null;
  readonly principal_name: string | null;
  readonly server_slug: string | null;
  readonly method: string;
  readonly target_kind: Target['kind'];
  readonly target_name: string;
  readonly rules: readonly RuleRef[];
}

/** A row of `rule_hits`, as it is added to what is there. */
export interface RuleHit {
  readonly day: string;
  readonly policy_id: string;
  readonly rule_id: string;
  readonly mode: RuleMode;
  readonly effect: Effect;
  readonly principal_id: string;
  readonly principal_kind: PrincipalKind | null;
  readonly principal_name: string;
  readonly server_slug: string;
  readonly method: string;
  readonly target_kind: Target['kind'];
  readonly target_name: string;
  readonly hits: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly last_call_id: CallId;
}

/** How rules are named where one text has to say both. */
export const ruleKey = ({ policyId, ruleId }: Pick<RuleRef, 'policyId' | 'ruleId'>): string =>
  storableText(`${policyId}/${ruleId}`);

/** Each rule once, however often a record names it. */
export const ruleKeys = (rules: readonly RuleRef[]): string[] => [...new Set(rules.map(ruleKey))];

/**
 * Adds the rules of calls up by day (UTC), rule, mode, caller and target. Always in the same order, so that two batches that
 * count the same rules at once wait for each other instead of locking each other out.
 */
export const sumRuleHits = (calls: readonly RuledCall[]): RuleHit[] => {
  const sums = new Map<string, RuleHit>();
  for (const call of calls) {
    const counted = new Set<string>();
    for (const rule of call.rules) {
      if (counted.has(ruleKey(rule))) continue;
      counted.add(ruleKey(rule));
      const hit = toHit(call, rule);
      const key = keyOf(hit);
      const sum = sums.get(key);
      sums.set(key, sum ? add(sum, hit) : hit);
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hit]) => hit);
};

const toHit = (call: RuledCall, rule: RuleRef): RuleHit => {
  const at = call.at.toISOString();
  return {
    day: at.slice(0, 10),
    policy_id: storableText(rule.policyId),
    rule_id: storableText(rule.ruleId),
    mode: rule.mode,
    effect: rule.effect,
    principal_id: call.principal_id ?? '',
    principal_kind: call.principal_kind,
    principal_name: call.principal_name ?? '',
    server_slug: call.server_slug ?? '',
    method: call.method,
    target_kind: call.target_kind,
    target_name: call.target_kind === 'resource' ? '' : call.target_name,
    hits: 1,
    first_at: at,
    last_at: at,
    last_call_id: call.id,
  };
};

const keyOf = (hit: RuleHit): string =>
  JSON.stringify([
    hit.day,
    hit.policy_id,
    hit.rule_id,
    hit.mode,
    hit.effect,
    hit.principal_id,
    hit.server_slug,
    hit.method,
    hit.target_kind,
    hit.target_name,
  ]);

const add = (sum: RuleHit, hit: RuleHit): RuleHit => ({
  ...(hit.last_at < sum.last_at ? sum : hit),
  hits: sum.hits + hit.hits,
  first_at: earlier(hit.first_at, sum.first_at),
});

/** Of two times in ISO 8601. */
const earlier = (a: string, b: string): string => {
  if (a < b) return a;
  return b;
};
