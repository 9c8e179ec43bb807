import { type Behaviour, type Finding, NO_BEHAVIOUR } from '@sallyport/contracts';
import fc from 'fast-check';
import type { DecisionInput } from '../decision-input.js';
import { CATEGORIES, GROUPS, TOOLS } from './arbitraries.js';
import { finding, toolCall } from './inputs.js';

const PATHS = ['/srv/a', '/srv/data/b', '/srv/data/keys/k', '/tmp', '/srvx', '/etc/passwd', '~/x', 7] as const;

const someArgs = fc.record(
  {
    x: fc.constantFrom<unknown>('prod', 'dev', 5, 2.5, true, null),
    y: fc.constantFrom<unknown>('prod', 9, 4, false, ['red']),
    tags: fc.constantFrom<unknown>(['red'], ['blue', 'green'], [], 7),
    path: fc.constantFrom<unknown>(...PATHS),
    other: fc.constantFrom<unknown>(...PATHS),
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

const principal = fc
  .record({
    who: fc.constantFrom<Pick<DecisionInput['principal'], 'id' | 'kind' | 'name' | 'role'>>(
      { id: 'prn_1', kind: 'user', name: 'ada', role: 'developer' },
      { id: 'prn_2', kind: 'user', name: 'sam', role: 'auditor' },
      { id: 'prn_3', kind: 'service_account', name: 'agent' },
      { id: 'prn_4', kind: 'device', name: 'laptop' },
    ),
    groups: fc.subarray([...GROUPS]),
  })
  .map(({ who, groups }) => ({ ...who, groups }));

const tool = fc.record({
  annotations: fc.record({ readOnlyHint: fc.boolean() }),
  state: fc.constantFrom('pinned' as const, 'drifted' as const),
  capabilities: fc.subarray(['read', 'write', 'send'] as const),
  risk: fc.constantFrom('low' as const, 'high' as const),
});

const someFindings: fc.Arbitrary<readonly Finding[]> = fc.array(
  fc
    .record({
      category: fc.constantFrom(...CATEGORIES),
      pointer: fc.constantFrom('/params/arguments/x', '/params/arguments/y/0', '/params/arguments/xx', '/result/x'),
      observed: fc.constantFrom({ observed: true as const }, {}, {}, {}),
    })
    .map(({ category, pointer, observed }) =>
      finding({ category, pointer, detector: `${category}.test`, ...observed }),
    ),
  { maxLength: 3 },
);

const behaviour: fc.Arbitrary<Behaviour> = fc
  .record({ origins: fc.subarray(['crm', 'web']), calls: fc.constantFrom(0, 1, 11) })
  .map(({ origins, calls }) => ({
    flow: { ...NO_BEHAVIOUR.flow, origins },
    session: { ...NO_BEHAVIOUR.session, calls },
  }));

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const HOUR = 3_600_000;
const now = fc.constantFrom(NOW - 1, NOW, NOW + HOUR / 2, NOW + 13 * HOUR, NOW - 6 * HOUR, NOW + 16 * HOUR);

const rolesOf = (args: unknown): DecisionInput['argumentRoles'] =>
  Object.fromEntries(
    ['path', 'other']
      .filter((name) => typeof args === 'object' && args !== null && name in args)
      .map((name) => [`/${name}`, 'path' as const]),
  );

/** A message; `args` is undefined about one time in four. */
export const arbitraryInput: fc.Arbitrary<DecisionInput> = fc
  .record({
    message,
    name: fc.constantFrom(...TOOLS),
    server: fc.constantFrom('files', 'memory', 'other'),
    tier: fc.constantFrom('standard' as const, 'sensitive' as const),
    labels: fc.subarray(['eu', 'production']),
    principal,
    tool,
    client: fc.constantFrom({ name: 'cursor', version: '1' }, null),
    findings: someFindings,
    args: fc.oneof({ weight: 3, arbitrary: someArgs }, { weight: 1, arbitrary: fc.constant(undefined) }),
    address: fc.constantFrom(
      null,
      '10.1.2.3',
      '192.168.1.127',
      '192.168.1.128',
      '2001:db8:7fff::1',
      '2001:db8:8000::1',
    ),
    now,
    behaviour,
  })
  .map(
    ({
      message: { direction, method },
      name,
      server,
      tier,
      labels,
      tool: definition,
      args,
      behaviour: followed,
      ...given
    }) => {
      const isTool = method === 'tools/call';
      const { server: base } = toolCall();
      return toolCall({
        ...given,
        direction,
        method,
        server: { ...base, id: `srv_${server}`, slug: server, tier, labels },
        target: isTool ? { kind: 'tool', name } : { kind: 'none', name: '' },
        tool: isTool ? definition : undefined,
        args,
        argumentsBytes: args === undefined ? 0 : JSON.stringify(args).length,
        argumentRoles: rolesOf(args),
        // Lists and answers are not followed.
        ...(args === undefined || direction === 'response' ? {} : { behaviour: followed }),
      });
    },
  );
