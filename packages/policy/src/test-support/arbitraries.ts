import { EFFECTS, type PathZone, type PolicyException, RULE_MODES } from '@sallyport/contracts';
import fc from 'fast-check';
import type { ReferencePolicy, ReferenceRule } from './reference.js';
import type { ReferenceCondition } from './reference-conditions.js';

/** What random documents and messages speak of: little enough that they often speak of the same. */
export const GROUPS = ['engineering', 'sales'] as const;
export const TOOLS = ['read_file', 'write_file', 'drop'] as const;
export const CATEGORIES = ['secret', 'path', 'prompt_injection'] as const;
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
  fc.constant({ kind: 'broken' as const }),
  fc.record({ kind: fc.constant('in-group' as const), value: fc.constantFrom(...GROUPS) }),
  fc.record({ kind: fc.constant('finding' as const), value: fc.constantFrom(...CATEGORIES) }),
  fc.record({ kind: fc.constant('origin' as const), value: fc.constantFrom('crm', 'web') }),
  fc.record({ kind: fc.constant('calls-above' as const), value: fc.constantFrom(0, 10) }),
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

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out the keys without a value: a document has none of those. */
const compact = <T extends object>(value: T): Compact<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Compact<T>;

const EXPIRY = fc.constantFrom('2026-11-20T09:30:00Z', '2026-11-20T11:00:01+01:00', '2026-11-21T00:00:00Z');
const mode = fc.oneof(
  { weight: 5, arbitrary: fc.constant('enforce' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...RULE_MODES) },
);

const principals = fc.constantFrom<NonNullable<NonNullable<ReferenceRule['match']>['principals']>>(
  { groups: ['engineering'] },
  { groups: ['sales'] },
  { groups: ['engineering', 'sales'] },
  { users: ['ada', 'prn_2'] },
  { roles: ['developer', 'owner'] },
  { serviceAccounts: ['agent'], groups: ['sales'] },
  { devices: ['laptop'] },
);

const time = fc.constantFrom<NonNullable<NonNullable<ReferenceRule['match']>['time']>>(
  { days: ['fri'] },
  { from: '09:00', to: '10:00' },
  { from: '22:00', to: '06:00', days: ['thu'] },
  { from: '15:00', zone: 'Asia/Kolkata' },
  { to: '03:00', days: ['fri', 'sat'], zone: 'America/Phoenix' },
  { from: '23:30', to: '02:30', zone: 'America/Phoenix' },
);

const networks = fc.constantFrom<string[]>(
  ['10.0.0.0/8'],
  ['192.168.1.0/25', '2001:db8::/33'],
  ['0.0.0.0/0'],
  ['::/0'],
);

/** Every key is there in one rule of two to six, so that rules still match. */
const match: fc.Arbitrary<NonNullable<ReferenceRule['match']>> = fc
  .record({
    direction: sometimes(fc.constantFrom('request' as const, 'response' as const), 2),
    methods: sometimes(fc.constantFrom<string[]>(['tools/call'], ['tools/*', 'sampling/*'], ['roots/list'], ['*']), 2),
    servers: sometimes(fc.constantFrom<string[]>(['files'], ['memory', 'files'], ['*les'], ['mem?ry']), 2),
    tools: sometimes(fc.constantFrom<string[]>(['read_file'], ['*_file'], ['drop', 'read_file'], ['????']), 2),
    principals: sometimes(principals, 2),
    clients: sometimes(fc.constantFrom<string[]>(['cur*'], ['other'])),
    tiers: sometimes(fc.constantFrom<('standard' | 'sensitive')[]>(['standard'], ['sensitive'])),
    risks: sometimes(fc.constantFrom<('low' | 'high' | 'critical')[]>(['low'], ['high', 'critical'])),
    states: sometimes(fc.constantFrom<('pinned' | 'drifted')[]>(['pinned'], ['drifted'])),
    labels: sometimes(fc.constantFrom<string[]>(['eu'], ['prod*', 'x'])),
    time: sometimes(time),
    networks: sometimes(networks),
  })
  .map(compact);

const stage = fc.constantFrom<NonNullable<ReferenceRule['rollout']>[number]>(
  { groups: ['sales'], mode: 'warn' },
  { percent: 30, mode: 'enforce' },
  { percent: 60, mode: 'observe' },
  { groups: ['engineering'], percent: 10, mode: 'enforce' },
  { mode: 'warn' },
);

const obligations = fc.constantFrom<NonNullable<ReferenceRule['obligations']>>(
  { alert: 'low', label: ['a', 'b'] },
  { alert: 'critical', capture: 'result' },
  { capture: 'arguments', label: ['b', 'c'], stepUp: { maxAge: '30m' } },
  { stepUp: { maxAge: '5m' }, limits: [{ of: 'requests', max: 7, every: '1h', per: ['principal'] }] },
  { capture: 'both', limits: [{ of: 'bytes', max: 9, every: '1d' }] },
);

/** A rule of any effect and mode. */
export const arbitraryRule: fc.Arbitrary<Omit<ReferenceRule, 'id'>> = fc
  .record({
    effect: fc.constantFrom(...EFFECTS),
    mode,
    match,
    when: sometimes(condition, 1),
    rollout: sometimes(fc.array(stage, { minLength: 1, maxLength: 2 })),
    expires: sometimes(EXPIRY),
    overridable: sometimes(fc.boolean(), 1),
    obligations: sometimes(obligations, 2),
  })
  .map(compact);

const zone = fc
  .record({
    match: fc.constantFrom<PathZone['match']>(
      {},
      { servers: ['files'] },
      { tools: ['*_file'], principals: { groups: ['engineering'] } },
    ),
    inside: fc.constantFrom<string[]>(['/srv'], ['/srv/data', '/tmp']),
    readOnly: sometimes(fc.constantFrom<string[]>(['/srv/data']), 1),
    except: sometimes(fc.constantFrom<string[]>(['/srv/data/keys']), 1),
    mode,
  })
  .map(compact);

const exception = fc
  .record({
    about: fc.constantFrom<Pick<PolicyException, 'rule' | 'detector' | 'argument'>>(
      { rule: 'rule-0' },
      { rule: 'rule-1' },
      { rule: 'zone-0' },
      { detector: 'secret.test', argument: '/x' },
      { detector: 'path.test', argument: '/y' },
    ),
    server: fc.constantFrom('files', 'memory'),
    tool: fc.constantFrom(...TOOLS),
    principals: sometimes(principals, 1),
    expires: EXPIRY,
  })
  .map(({ about, ...rest }) => compact({ ...rest, ...about, grantedBy: 'sam', reason: 'a reason' }));

type Placement = Pick<ReferencePolicy, 'level' | 'group'>;
const placement: fc.Arbitrary<Placement> = fc.constantFrom<Placement>(
  { level: 'organisation' },
  { level: 'organisation' },
  { level: 'platform' },
  { level: 'group', group: 'engineering' },
  { level: 'group', group: 'sales' },
);

const numbered = <T extends object>(name: string, values: readonly T[]): (T & { readonly id: string })[] =>
  values.map((value, index) => ({ ...value, id: `${name}-${index}` }));

const policy: fc.Arbitrary<ReferencePolicy> = fc
  .record({
    placement,
    lowerLevels: fc.constantFrom('allow' as const, 'allow' as const, 'allow' as const, 'tighten' as const, undefined),
    rules: fc.array(arbitraryRule, { minLength: 1, maxLength: 6 }),
    pathZones: sometimes(fc.array(zone, { minLength: 1, maxLength: 2 }), 2),
    exceptions: sometimes(fc.array(exception, { minLength: 1, maxLength: 4 }), 1),
  })
  .map(({ placement: { level, group }, lowerLevels, rules, pathZones, exceptions }) =>
    compact({
      level,
      ...(group === undefined ? {} : { group }),
      lowerLevels,
      rules: numbered('rule', rules),
      ...(pathZones === undefined ? {} : { pathZones: numbered('zone', pathZones) }),
      ...(exceptions === undefined ? {} : { exceptions: numbered('exception', exceptions) }),
    }),
  );

/** The policies of an organisation: one to four, of any level. */
export const arbitraryPolicies: fc.Arbitrary<readonly ReferencePolicy[]> = fc.array(policy, {
  minLength: 1,
  maxLength: 4,
});
