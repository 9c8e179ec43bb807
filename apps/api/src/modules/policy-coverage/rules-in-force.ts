import type { PolicyId, PolicyLevel, Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { compile, type Program, parsePolicy } from '@sallyport/policy';

/** A rule or a path zone in force. */
export interface RuleInForce {
  readonly policyId: string;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly level: PolicyLevel;
  readonly ruleId: string;
  readonly line: number;
  readonly effect: Program['rules'][number]['ref']['effect'];
  readonly mode: Program['rules'][number]['ref']['mode'];
}

/** Versions looked back on for how long a rule has been as it is. */
const VERSIONS_MAX = 20;

export const rulesOf = (policies: Snapshot['policies']): RuleInForce[] =>
  compile(policies).rules.map(({ ref, level }) => ({
    policyId: ref.policyId,
    policyName: ref.policyName,
    policyVersion: ref.policyVersion,
    level,
    ruleId: ref.ruleId,
    line: ref.line,
    effect: ref.effect,
    mode: ref.mode,
  }));

/**
 * Since when the rules of a policy are as they are: the version that brought them in that form, of the last
 * {@link VERSIONS_MAX}. What is older than `from` needs not be told apart.
 */
export const readRuleAges = async (tx: OrgTx, policyId: string, from: Date): Promise<ReadonlyMap<string, Date>> => {
  const versions = await tx
    .selectFrom('policy_versions')
    .select(['version', 'text', 'published_at'])
    .where('policy_id', '=', policyId as PolicyId)
    .orderBy('version', 'desc')
    .limit(VERSIONS_MAX)
    .execute();
  const ages = new Map<string, Date>();
  let current: ReadonlyMap<string, string> | null = null;
  const changed = new Set<string>();
  for (const { text, published_at } of versions) {
    const rules = formsOf(text);
    current ??= rules;
    for (const [id, form] of current) {
      if (changed.has(id)) continue;
      if (rules.get(id) === form) ages.set(id, published_at);
      else changed.add(id);
    }
    if (published_at <= from) break;
  }
  return ages;
};

const formsOf = (text: string): ReadonlyMap<string, string> => {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return new Map();
  const { rules, pathZones = [] } = parsed.document;
  return new Map([...rules, ...pathZones].map((rule) => [rule.id, JSON.stringify(rule)]));
};
