import type { DecisionInput } from '../decision-input.js';

/** Conditions of the reference evaluator: a tree anyone can read, and its CEL. */
export type ReferenceCondition =
  | { readonly kind: 'argument-is'; readonly name: string; readonly value: string | number | boolean }
  | { readonly kind: 'argument-above'; readonly name: string; readonly value: number }
  | { readonly kind: 'has-argument'; readonly name: string }
  | { readonly kind: 'tag'; readonly value: string }
  | { readonly kind: 'tool-is'; readonly value: string }
  | { readonly kind: 'read-only' }
  /** Ends in an error whatever the message, as long as nobody is called by a number. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'in-group'; readonly value: string }
  | { readonly kind: 'finding'; readonly value: string }
  | { readonly kind: 'origin'; readonly value: string }
  | { readonly kind: 'calls-above'; readonly value: number }
  | { readonly kind: 'not'; readonly of: ReferenceCondition }
  | { readonly kind: 'and' | 'or'; readonly left: ReferenceCondition; readonly right: ReferenceCondition };

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
    case 'broken':
      return 'int(principal.name) > 0';
    case 'in-group':
      return `${JSON.stringify(condition.value)} in principal.groups`;
    case 'finding':
      return `findings.exists(f, f.category == ${JSON.stringify(condition.value)})`;
    case 'origin':
      return `flow.origins.exists(o, o == ${JSON.stringify(condition.value)})`;
    case 'calls-above':
      return `session.calls > ${condition.value}`;
    case 'not':
      return `!(${toCel(condition.of)})`;
    default:
      return `(${toCel(condition.left)} ${condition.kind === 'and' ? '&&' : '||'} ${toCel(condition.right)})`;
  }
};

/** T, F, E(rror), U(nknown). */
export type Truth = 'T' | 'F' | 'E' | 'U';

export const truth = (value: boolean): Truth => (value ? 'T' : 'F');
const NEGATED: Readonly<Record<Truth, Truth>> = { T: 'F', F: 'T', E: 'E', U: 'U' };

const argument = (input: DecisionInput, name: string, test: (value: unknown) => Truth): Truth => {
  if (input.args === undefined) return 'U';
  const args = (input.args ?? {}) as Record<string, unknown>;
  return name in args ? test(args[name]) : 'E';
};

const isUnfollowed = ({ args, direction, behaviour }: DecisionInput): boolean =>
  args === undefined && direction === 'request' && behaviour === undefined;

export const evaluateCondition = (condition: ReferenceCondition, input: DecisionInput): Truth => {
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
    case 'broken':
      return 'E';
    case 'in-group':
      return truth(input.principal.groups.includes(condition.value));
    case 'finding':
      if (input.args === undefined && input.direction === 'request') return 'U';
      return truth(input.findings.some((finding) => finding.category === condition.value));
    case 'origin':
      if (isUnfollowed(input)) return 'U';
      return truth(input.behaviour?.flow.origins.includes(condition.value) ?? false);
    case 'calls-above':
      return isUnfollowed(input) ? 'U' : truth((input.behaviour?.session.calls ?? 0) > condition.value);
    case 'not':
      return NEGATED[evaluateCondition(condition.of, input)];
    default: {
      const both = [evaluateCondition(condition.left, input), evaluateCondition(condition.right, input)];
      const decisive: Truth = condition.kind === 'and' ? 'F' : 'T';
      if (both.includes(decisive)) return decisive;
      if (both.includes('U')) return 'U';
      return both.includes('E') ? 'E' : NEGATED[decisive];
    }
  }
};
