import type { Effect, RuleMode } from '@sallyport/contracts';
import type { DecisionInput } from '../decision-input.js';

/**
 * The semantics of decisions written down a second time, as plainly as can be: no index, no compilation, no CEL. It exists to
 * disagree with `decide`.
 */
export type ReferenceCondition =
  | { readonly kind: 'argument-is'; readonly name: string; readonly value: string | number | boolean }
  | { readonly kind: 'argument-above'; readonly name: string; readonly value: number }
  | { readonly kind: 'has-argument'; readonly name: string }
  | { readonly kind: 'tag'; readonly value: string }
  | { readonly kind: 'tool-is'; readonly value: string }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'in-group'; readonly value: string }
  | { readonly kind: 'finding'; readonly value: string }
  | { readonly kind: 'not'; readonly of: ReferenceCondition }
  | { readonly kind: 'and' | 'or'; readonly left: ReferenceCondition; readonly right: ReferenceCondition };

export interface ReferenceRule {
  readonly id: string;
  readonly effect: Effect;
  readonly mode: RuleMode;
  readonly direction?: 'request' | 'response';
  readonly methods?: readonly string[];
  readonly servers?: readonly string[];
  readonly tools?: readonly string[];
  readonly groups?: readonly string[];
  readonly tier?: 'standard' | 'sensitive';
  readonly when?: ReferenceCondition;
}

export interface ReferenceOutcome {
  readonly effect: Effect;
  readonly unknown: boolean;
}

/** The condition as a rule would have it. */
export const toCel = (condition: ReferenceCondition): string => {
  switch (condition.kind) {
    case 'argument-is':
      return `args.${condition.name} == ${JSON.stringify(condition.value)}`;
    case 'argument-above':
      return `args.${condition.name} > ${condition.value}`;
    case 'has-argument':
      return `has(args.${condition.name})`;
    case 'tag':
      return `args.tags.exists(t, t == ${JSON.stringify(condition.value)})`;
    case 'tool-is':
      return `tool.name == ${JSON.stringify(condition.value)}`;
    case 'read-only':
      return 'tool.annotations.readOnlyHint';
    case 'in-group':
      return `${JSON.stringify(condition.value)} in principal.groups`;
    case 'finding':
      return `findings.exists(f, f.category == ${JSON.stringify(condition.value)})`;
    case 'not':
      return `!(${toCel(condition.of)})`;
    default:
      return `(${toCel(condition.left)} ${condition.kind === 'and' ? '&&' : '||'} ${toCel(condition.right)})`;
  }
};

/** T, F, E(rror), U(nknown). */
type Truth = 'T' | 'F' | 'E' | 'U';

const truth = (value: boolean): Truth => (value ? 'T' : 'F');
const NEGATED: Readonly<Record<Truth, Truth>> = { T: 'F', F: 'T', E: 'E', U: 'U' };

const argument = (input: DecisionInput, name: string, test: (value: unknown) => Truth): Truth => {
  if (input.args === undefined) return 'U';
  const args = (input.args ?? {}) as Record<string, unknown>;
  return name in args ? test(args[name]) : 'E';
};

const evaluate = (condition: ReferenceCondition, input: DecisionInput): Truth => {
  switch (condition.kind) {
    case 'argument-is':
      return argument(input, condition.name, (value) => truth(value === condition.value));
    case 'argument-above':
      return argument(input, condition.name, (value) =>
        typeof value === 'number' ? truth(value > condition.value) : 'E',
      );
    case 'has-argument':
      return input.args === undefined ? 'U' : truth(condition.name in ((input.args ?? {}) as object));
    case 'tag':
      return argument(input, 'tags', (value) => (Array.isArray(value) ? truth(value.includes(condition.value)) : 'E'));
    case 'tool-is':
      return truth(input.target.kind === 'tool' && input.target.name === condition.value);
    case 'read-only':
      return truth(input.tool?.annotations.readOnlyHint === true);
    case 'in-group':
      return truth(input.principal.groups.includes(condition.value));
    case 'finding':
      if (input.args === undefined && input.direction === 'request') return 'U';
      return truth(input.findings.some((finding) => finding.category === condition.value));
    case 'not':
      return NEGATED[evaluate(condition.of, input)];
    default: {
      const both = [evaluate(condition.left, input), evaluate(condition.right, input)];
      const decisive: Truth = condition.kind === 'and' ? 'F' : 'T';
      if (both.includes(decisive)) return decisive;
      if (both.includes('U')) return 'U';
      return both.includes('E') ? 'E' : NEGATED[decisive];
    }
  }
};

const globbed = (patterns: readonly string[] | undefined, text: string): boolean =>
  patterns === undefined ||
  patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text));

const speaksOf = (rule: ReferenceRule, input: DecisionInput): boolean =>
  (rule.direction === undefined || rule.direction === input.direction) &&
  globbed(rule.methods, input.method) &&
  globbed(rule.servers, input.server.slug) &&
  (rule.tools === undefined || (input.target.kind === 'tool' && globbed(rule.tools, input.target.name))) &&
  (rule.groups === undefined || rule.groups.some((group) => input.principal.groups.includes(group))) &&
  (rule.tier === undefined || rule.tier === input.server.tier);

const looksInside = (condition: ReferenceCondition | undefined): boolean =>
  JSON.stringify(condition ?? {}).includes('"finding"');

const isServerRequest = (input: DecisionInput): boolean =>
  input.direction === 'response' && /^(?:sampling|elicitation|roots)\//.test(input.method);

/** What rules of one effect say together: T when one holds, else E, else U, else F. */
const strongest = (rules: readonly ReferenceRule[], input: DecisionInput, effect: Effect): ReadonlySet<Truth> => {
  const inherited = input.direction === 'response' && !isServerRequest(input);
  const found = rules.filter((rule) => {
    if (rule.effect !== effect || rule.mode !== 'enforce' || !speaksOf(rule, input)) return false;
    if (effect === 'approve' && inherited && rule.direction === undefined) return looksInside(rule.when);
    return true;
  });
  return new Set(found.map((rule): Truth => (rule.when === undefined ? 'T' : evaluate(rule.when, input))));
};

const redactTruths = (rules: readonly ReferenceRule[], input: DecisionInput): ReadonlySet<Truth> => {
  const truths = strongest(rules, input, 'redact');
  if (input.args === undefined && input.direction === 'request') {
    return new Set([...truths].map((value): Truth => (value === 'T' ? 'U' : value)));
  }
  return input.findings.some(({ category }) => category === 'secret') ? truths : new Set();
};

/** Decides one message; redact rules redact secrets. */
export const referenceDecide = (rules: readonly ReferenceRule[], input: DecisionInput): ReferenceOutcome => {
  const deny = strongest(rules, input, 'deny');
  const approve = strongest(rules, input, 'approve');
  const allow = strongest(rules, input, 'allow');
  const redact = redactTruths(rules, input);
  const inherited = input.direction === 'response' && !isServerRequest(input);
  if (deny.has('T') || deny.has('E')) return { effect: 'deny', unknown: false };
  const mayAllow = inherited || allow.has('T') || allow.has('U');
  const mayApprove = approve.has('T') || approve.has('U');
  if (!mayAllow && !mayApprove) return { effect: 'deny', unknown: false };
  const relevant = inherited ? [deny, approve, redact] : [deny, approve, redact, allow];
  const unknown = relevant.some((truths) => truths.has('U'));
  if (!mayAllow || approve.has('T') || approve.has('E')) return { effect: 'approve', unknown };
  return { effect: redact.has('T') || redact.has('E') ? 'redact' : 'allow', unknown };
};
