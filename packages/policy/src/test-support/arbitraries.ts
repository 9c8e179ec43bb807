import { EFFECTS, RULE_MODES } from '@sallyport/contracts';
import fc from 'fast-check';
import type { DecisionInput } from '../decision-input.js';
import { finding, toolCall } from './inputs.js';
import { type ReferenceCondition, type ReferenceRule, toCel } from './reference.js';

const GROUPS = ['engineering', 'sales'] as const;
const TOOLS = ['read_file', 'write_file', 'drop'] as const;
const CATEGORIES = ['secret', 'path', 'prompt_injection'] as const;
const NAMES = ['x', 'y'] as const;

const atom: fc.Arbitrary<ReferenceCondition> = fc.oneof(
  fc.record({
    kind: fc.constant('argument-is' as const),
    name: fc.constantFrom(...NAMES),
    value: fc.constantFrom<string | number | boolean>('prod', 5, true),
  }),
  fc.record({
    kind: fc.constant('argument-above' as const),
    name: fc.constantFrom(...NAMES),
    value: fc.constantFrom(3, 7),
  }),
  fc.record({ kind: fc.constant('has-argument' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('tag' as const), value: fc.constantFrom('red', 'blue') }),
  fc.record({ kind: fc.constant('tool-is' as const), value: fc.constantFrom(...TOOLS) }),
  fc.constant({ kind: 'read-only' as const }),
  fc.record({ kind: fc.constant('in-group' as const), value: fc.constantFrom(...GROUPS) }),
  fc.record({ kind: fc.constant('finding' as const), value: fc.constantFrom(...CATEGORIES) }),
);

const { condition } = fc.letrec<{ condition: ReferenceCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    atom,
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('condition'),
      right: tie('condition'),
    }),
  ),
}));

/** A rule of any effect and mode; every key of `match` is there half of the time. */
export const arbitraryRule: fc.Arbitrary<Omit<ReferenceRule, 'id'>> = fc.record(
  {
    effect: fc.constantFrom(...EFFECTS),
    mode: fc.oneof(
      { weight: 5, arbitrary: fc.constant('enforce' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...RULE_MODES) },
    ),
    direction: fc.constantFrom('request' as const, 'response' as const),
    methods: fc.constantFrom(['tools/call'], ['tools/*', 'sampling/*'], ['roots/list'], ['*']),
    servers: fc.constantFrom(['files'], ['memory', 'files'], ['*les'], ['mem?ry']),
    tools: fc.constantFrom(['read_file'], ['*_file'], ['drop', 'read_file'], ['????']),
    groups: fc.constantFrom(['engineering'], ['sales'], ['engineering', 'sales']),
    tier: fc.constantFrom('standard' as const, 'sensitive' as const),
    when: condition,
  },
  { requiredKeys: ['effect', 'mode'] },
);

export const arbitraryRules = fc
  .array(arbitraryRule, { minLength: 1, maxLength: 8 })
  .map((rules) => rules.map((rule, index): ReferenceRule => ({ ...rule, id: `rule-${index}` })));

const someArgs = fc.record(
  {
    x: fc.constantFrom<unknown>('prod', 'dev', 5, 2.5, true, null),
    y: fc.constantFrom<unknown>('prod', 9, 4, false, ['red']),
    tags: fc.constantFrom<unknown>(['red'], ['blue', 'green'], [], 7),
  },
  { requiredKeys: [] },
);
const message = fc.constantFrom<Pick<DecisionInput, 'direction' | 'method'>>(
  { direction: 'request', method: 'tools/call' },
  { direction: 'request', method: 'tools/call' },
  { direction: 'response', method: 'tools/call' },
  { direction: 'response', method: 'sampling/createMessage' },
  { direction: 'response', method: 'roots/list' },
  { direction: 'request', method: 'ping' },
);

/** A message; `args` is undefined about one time in four. */
export const arbitraryInput: fc.Arbitrary<DecisionInput> = fc
  .record({
    message,
    tool: fc.constantFrom(...TOOLS),
    server: fc.constantFrom('files', 'memory', 'other'),
    tier: fc.constantFrom('standard' as const, 'sensitive' as const),
    groups: fc.subarray([...GROUPS]),
    readOnly: fc.boolean(),
    categories: fc.subarray([...CATEGORIES]),
    args: fc.oneof({ weight: 3, arbitrary: someArgs }, { weight: 1, arbitrary: fc.constant(undefined) }),
  })
  .map(({ message: { direction, method }, ...given }) => {
    const isTool = method === 'tools/call';
    const base = toolCall();
    return toolCall({
      direction,
      method,
      principal: { ...base.principal, groups: given.groups },
      server: { ...base.server, slug: given.server, tier: given.tier },
      target: isTool ? { kind: 'tool', name: given.tool } : { kind: 'none', name: '' },
      ...(isTool
        ? {
            tool: {
              annotations: { readOnlyHint: given.readOnly },
              state: 'pinned' as const,
              capabilities: [],
              risk: 'low' as const,
            },
          }
        : {}),
      args: given.args,
      findings: given.categories.map((category) => finding({ category })),
    });
  });

/** The rules as a policy text; JSON, which is YAML. */
export const toText = (rules: readonly ReferenceRule[]): string =>
  JSON.stringify({
    version: 1,
    name: 'random',
    rules: rules.map(({ id, effect, mode, groups, tier, when, ...match }) => ({
      id,
      effect,
      mode,
      match: {
        ...match,
        ...(groups === undefined ? {} : { principals: { groups } }),
        ...(tier === undefined ? {} : { tiers: [tier] }),
      },
      ...(when === undefined ? {} : { when: toCel(when) }),
      ...(effect === 'redact' ? { redact: { categories: ['secret'] } } : {}),
    })),
  });
