import { describe, expect, it } from 'vitest';
import { findMethod, METHODS, type MethodSpec, targetOf } from './methods.js';
import { negotiateVersion, SUPPORTED_VERSIONS } from './versions.js';

/** The unions ClientRequest, ClientNotification, ServerRequest and ServerNotification of the published schemas. */
const CLIENT_REQUESTS = [
  'initialize',
  'ping',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'resources/subscribe',
  'resources/unsubscribe',
  'prompts/list',
  'prompts/get',
  'tools/list',
  'tools/call',
  'logging/setLevel',
  'completion/complete',
];
const TASK_REQUESTS = ['tasks/get', 'tasks/result', 'tasks/cancel', 'tasks/list'];
const CLIENT_NOTIFICATIONS = [
  'notifications/cancelled',
  'notifications/initialized',
  'notifications/progress',
  'notifications/roots/list_changed',
];
const SERVER_REQUESTS = ['ping', 'sampling/createMessage', 'roots/list', 'elicitation/create'];
const SERVER_NOTIFICATIONS = [
  'notifications/cancelled',
  'notifications/progress',
  'notifications/resources/list_changed',
  'notifications/resources/updated',
  'notifications/prompts/list_changed',
  'notifications/tools/list_changed',
  'notifications/message',
];
const SCHEMAS = {
  '2025-06-18': [CLIENT_REQUESTS, CLIENT_NOTIFICATIONS, SERVER_REQUESTS, SERVER_NOTIFICATIONS],
  '2025-11-25': [
    [...CLIENT_REQUESTS, ...TASK_REQUESTS],
    [...CLIENT_NOTIFICATIONS, 'notifications/tasks/status'],
    [...SERVER_REQUESTS, ...TASK_REQUESTS],
    [...SERVER_NOTIFICATIONS, 'notifications/tasks/status', 'notifications/elicitation/complete'],
  ],
} as const;
const ROWS = [
  ['client_to_server', 'request'],
  ['client_to_server', 'notification'],
  ['server_to_client', 'request'],
  ['server_to_client', 'notification'],
] as const satisfies [MethodSpec['direction'], MethodSpec['kind']][];

const spec = (method: string, direction: MethodSpec['direction'] = 'client_to_server'): MethodSpec => {
  const found = findMethod(method, direction, 'request', '2025-11-25');
  if (found === undefined) throw new Error(`${method} is not in the table`);
  return found;
};

describe('METHODS', () => {
  it.each(SUPPORTED_VERSIONS)('holds exactly the methods of the schema of %s', (version) => {
    for (const [index, [direction, kind]] of ROWS.entries()) {
      const rows = METHODS.filter(
        (row) => row.direction === direction && row.kind === kind && row.revisions.includes(version),
      );
      expect(rows.map(({ method }) => method).sort()).toEqual([...(SCHEMAS[version][index] ?? [])].sort());
    }
  });

  it('names a method once per direction and kind', () => {
    const keys = METHODS.map(({ method, direction, kind }) => `${direction} ${kind} ${method}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('records every request that is decided, and decides every request that has a target', () => {
    for (const row of METHODS.filter(({ kind }) => kind === 'request')) {
      if (row.decidedAs !== 'session') expect(row, row.method).toMatchObject({ recorded: true });
      if (row.target.kind !== 'none') expect(row.decidedAs, row.method).toBe('policy');
      if (row.inspect === 'arguments') expect(row.argumentsPointer, row.method).not.toBeNull();
      expect(row.decidedAs === 'list', row.method).toBe(row.list !== null);
    }
  });
});

describe('findMethod', () => {
  it.each([
    ['tools/call', 'server_to_client', 'request', '2025-11-25'],
    ['tools/call', 'client_to_server', 'notification', '2025-11-25'],
    ['sampling/createMessage', 'client_to_server', 'request', '2025-11-25'],
    ['tasks/get', 'client_to_server', 'request', '2025-06-18'],
    ['Tools/Call', 'client_to_server', 'request', '2025-11-25'],
    ['tools/call ', 'client_to_server', 'request', '2025-11-25'],
    ['constructor', 'client_to_server', 'request', '2025-11-25'],
  ] as const)('does not know %s %s %s %s', (method, direction, kind, version) => {
    expect(findMethod(method, direction, kind, version)).toBeUndefined();
  });
});

describe('targetOf', () => {
  it.each([
    ['tools/call', { name: 'echo' }, { kind: 'tool', name: 'echo' }],
    ['prompts/get', { name: 'p' }, { kind: 'prompt', name: 'p' }],
    ['resources/read', { uri: 'file:///x' }, { kind: 'resource', name: 'file:///x' }],
    ['resources/subscribe', { uri: 'u' }, { kind: 'resource', name: 'u' }],
    ['resources/unsubscribe', { uri: 'u' }, { kind: 'resource', name: 'u' }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'p' } }, { kind: 'prompt', name: 'p' }],
    ['completion/complete', { ref: { type: 'ref/resource', uri: 'u' } }, { kind: 'resource', name: 'u' }],
    ['tools/list', undefined, { kind: 'none', name: '' }],
    ['tasks/get', { taskId: 't' }, { kind: 'none', name: '' }],
  ])('reads the target of %s %j', (method, params, target) => {
    expect(targetOf(spec(method), params)).toEqual(target);
  });

  it.each([
    ['tools/call', undefined],
    ['tools/call', { name: '' }],
    ['tools/call', { name: ['echo'] }],
    ['tools/call', { name: 'x'.repeat(1025) }],
    ['resources/read', { name: 'x' }],
    ['completion/complete', {}],
    ['completion/complete', { ref: { type: 'ref/tool', name: 'x' } }],
    ['completion/complete', { ref: null }],
  ])('finds none in %s %j, so that it is refused and never decided', (method, params) => {
    expect(targetOf(spec(method), params)).toBeNull();
  });
});

describe('negotiateVersion', () => {
  it('speaks what it supports and nothing else', () => {
    expect(negotiateVersion('2025-06-18')).toBe('2025-06-18');
    expect(negotiateVersion('2025-11-25')).toBe('2025-11-25');
    for (const version of ['2024-11-05', '2026-07-28', '', 'latest', '2025-11-25 '])
      expect(negotiateVersion(version)).toBeNull();
  });
});
