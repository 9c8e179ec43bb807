import type { PathZone, PolicyDocument, PolicyRule } from '@sallyport/contracts';
import { type Condition, compileCondition } from '../condition/condition.js';

/** One small change of a policy that a test should notice. */
export interface Mutation {
  readonly ruleId: string;
  /** Where the rule is among those of the document, path zones after rules; null for exceptions. */
  readonly place: { readonly kind: 'rule' | 'zone' | 'exception'; readonly index: number };
  /** What was changed, as a sentence. */
  readonly description: string;
  readonly change:
    | { readonly kind: 'remove' }
    | { readonly kind: 'rule'; readonly rule: PolicyRule; readonly condition: Condition | null }
    | { readonly kind: 'zone'; readonly zone: PathZone };
}

type Change = Pick<Mutation, 'description' | 'change'>;

const REMOVE: Change = { description: 'The rule was taken out.', change: { kind: 'remove' } };

/** `direction` and `methods` are left alone: what they rule out is seldom what a rule is about. */
const WIDER: Readonly<Partial<Record<keyof PolicyRule['match'], string>>> = {
  servers: 'all servers',
  tools: 'everything else as well',
  resources: 'everything else as well',
  prompts: 'everything else as well',
  principals: 'everyone',
  clients: 'all clients',
  tiers: 'servers of all tiers',
  risks: 'tools of every risk',
  states: 'definitions in every state',
  labels: 'servers with any labels',
  time: 'all times',
  networks: 'calls from anywhere',
};

const otherEffect = (rule: PolicyRule, condition: Condition | null): Change => {
  const effect = rule.effect === 'allow' ? 'deny' : 'allow';
  const { redact: _redact, approvers: _approvers, ...rest } = rule;
  return {
    description: `The effect became ${effect}.`,
    change: { kind: 'rule', rule: { ...rest, effect }, condition },
  };
};

const withoutKey = (rule: PolicyRule, key: keyof PolicyRule['match']): PolicyRule => {
  const { [key]: _left, ...match } = rule.match;
  return { ...rule, match };
};

const conditionsOf = (rule: PolicyRule): readonly Change[] => {
  const { when, ...rest } = rule;
  if (when === undefined) return [];
  const opposite = compileCondition(`!(${when})`);
  const dropped: Change = {
    description: '"when" was left out.',
    change: { kind: 'rule', rule: rest, condition: null },
  };
  if (!opposite.ok) return [dropped];
  const { condition } = opposite;
  return [dropped, { description: '"when" was turned into its opposite.', change: { kind: 'rule', rule, condition } }];
};

const ofRule = (rule: PolicyRule, condition: Condition | null): readonly Change[] => {
  const wider = Object.entries(WIDER).flatMap(([key, what]): readonly Change[] => {
    const name = key as keyof PolicyRule['match'];
    if (rule.match[name] === undefined) return [];
    const change = { kind: 'rule', rule: withoutKey(rule, name), condition } as const;
    return [{ description: `"match.${key}" was left out: it spoke of ${what}.`, change }];
  });
  return [REMOVE, otherEffect(rule, condition), ...conditionsOf(rule), ...wider];
};

const ofZone = (zone: PathZone): readonly Change[] =>
  (['readOnly', 'except'] as const).flatMap((key): readonly Change[] => {
    const { [key]: left, ...rest } = zone;
    return left === undefined ? [] : [{ description: `"${key}" was left out.`, change: { kind: 'zone', zone: rest } }];
  });

/**
 * The small changes to try on a policy: without a rule, with the opposite effect, without or with the opposite of its condition,
 * and with each key of `match` left out. Rules that are not enforced are left alone: no test can tell what they do.
 */
export const mutationsOf = (
  document: PolicyDocument,
  conditions: readonly (Condition | null)[],
): readonly Mutation[] => [
  ...document.rules.flatMap((rule, index) =>
    rule.mode !== 'enforce'
      ? []
      : ofRule(rule, conditions[index] ?? null).map((each) => ({
          ruleId: rule.id,
          place: { kind: 'rule', index } as const,
          ...each,
        })),
  ),
  ...(document.pathZones ?? []).flatMap((zone, index) =>
    zone.mode !== 'enforce'
      ? []
      : [REMOVE, ...ofZone(zone)].map((each) => ({
          ruleId: zone.id,
          place: { kind: 'zone', index } as const,
          ...each,
        })),
  ),
  ...(document.exceptions ?? []).map((exception, index) => ({
    ruleId: exception.id,
    place: { kind: 'exception', index } as const,
    description: 'The exception was taken out.',
    change: { kind: 'remove' } as const,
  })),
];
