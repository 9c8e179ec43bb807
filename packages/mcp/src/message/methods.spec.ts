import { describe, expect, it } from 'vitest';
import { EXTENSIONS, findInputRequest, findMethod, findPartMethod, METHODS, type MethodSpec } from './methods.js';
import { eraOf, type ProtocolVersion, SUPPORTED_VERSIONS } from './versions.js';

/** The unions of the published schemas, by revision: what a client asks and tells, what a server asks and tells. */
interface Unions {
  readonly clientRequests: readonly string[];
  readonly clientNotifications: readonly string[];
  readonly serverRequests: readonly string[];
  readonly serverNotifications: readonly string[];
  /** `InputRequest`, since 2026-07-28. */
  readonly inputRequests?: readonly string[];
}

const SHARED_REQUESTS = [
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'tools/list',
  'tools/call',
  'completion/complete',
];
const SHARED_SERVER_NOTIFICATIONS = [
  'notifications/cancelled',
  'notifications/progress',
  'notifications/resources/list_changed',
  'notifications/resources/updated',
  'notifications/prompts/list_changed',
  'notifications/tools/list_changed',
  'notifications/message',
];
const TASK_REQUESTS = ['tasks/get', 'tasks/result', 'tasks/cancel', 'tasks/list'];

const FIRST: Unions = {
  clientRequests: [
    ...SHARED_REQUESTS,
    'initialize',
    'ping',
    'resources/subscribe',
    'resources/unsubscribe',
    'logging/setLevel',
  ],
  clientNotifications: [
    'notifications/cancelled',
    'notifications/initialized',
    'notifications/progress',
    'notifications/roots/list_changed',
  ],
  serverRequests: ['ping', 'sampling/createMessage', 'roots/list'],
  serverNotifications: SHARED_SERVER_NOTIFICATIONS,
};
const WITH_ELICITATION: Unions = { ...FIRST, serverRequests: [...FIRST.serverRequests, 'elicitation/create'] };

const SCHEMAS: Readonly<Record<ProtocolVersion, Unions>> = {
  '2024-11-05': FIRST,
  '2025-03-26': FIRST,
  '2025-06-18': WITH_ELICITATION,
  '2025-11-25': {
    clientRequests: [...FIRST.clientRequests, ...TASK_REQUESTS],
    clientNotifications: [...FIRST.clientNotifications, 'notifications/tasks/status'],
    serverRequests: [...WITH_ELICITATION.serverRequests, ...TASK_REQUESTS],
    serverNotifications: [
      ...SHARED_SERVER_NOTIFICATIONS,
      'notifications/tasks/status',
      'notifications/elicitation/complete',
    ],
  },
  '2026-07-28': {
    clientRequests: [...SHARED_REQUESTS, 'server/discover', 'subscriptions/listen'],
    clientNotifications: ['notifications/cancelled'],
    serverRequests: [],
    serverNotifications: [...SHARED_SERVER_NOTIFICATIONS, 'notifications/subscriptions/acknowledged'],
    inputRequests: ['sampling/createMessage', 'elicitation/create', 'roots/list'],
  },
};

/** The methods of the extension io.modelcontextprotocol/tasks, 2026-07-28. */
const TASKS_EXTENSION = {
  client_to_server: ['tasks/get', 'tasks/update', 'tasks/cancel'],
  server_to_client: ['notifications/tasks'],
};

/** SEP-2640, which sessions of 2025-11-25 have as well. */
const SKILLS_EXTENSION = ['resources/directory/read', 'skills/get', 'skills/list'];

const namesOf = (
  direction: MethodSpec['direction'],
  kind: MethodSpec['kind'],
  rows: (row: MethodSpec) => boolean,
): string[] =>
  METHODS.filter((row) => row.direction === direction && row.kind === kind && rows(row))
    .map(({ method }) => method)
    .sort();

const sorted = (names: readonly string[] = []): string[] => [...names].sort();

describe('METHODS', () => {
  it.each(SUPPORTED_VERSIONS)('holds exactly the methods of the schema of %s', (version) => {
    const unions = SCHEMAS[version];
    const isOfCore = (row: MethodSpec): boolean =>
      row.revisions.includes(version) &&
      !(eraOf(version) === 'modern' && row.extension !== null) &&
      !SKILLS_EXTENSION.includes(row.method);
    expect(namesOf('client_to_server', 'request', isOfCore)).toEqual(sorted(unions.clientRequests));
    expect(namesOf('client_to_server', 'notification', isOfCore)).toEqual(sorted(unions.clientNotifications));
    expect(namesOf('server_to_client', 'request', isOfCore)).toEqual(sorted(unions.serverRequests));
    expect(namesOf('server_to_client', 'notification', isOfCore)).toEqual(sorted(unions.serverNotifications));
    const carried = namesOf('server_to_client', 'request', (row) => row.carriedIn.includes(version));
    expect(carried).toEqual(sorted(unions.inputRequests));
    expect(METHODS.some((row) => row.kind === 'notification' && row.carriedIn.length > 0)).toBe(false);
  });

  it('holds exactly the methods of the tasks extension', () => {
    const isOfExtension = (row: MethodSpec): boolean =>
      row.extension === EXTENSIONS.tasks && row.revisions.includes('2026-07-28');
    const { client_to_server: client, server_to_client: server } = TASKS_EXTENSION;
    expect(namesOf('client_to_server', 'request', isOfExtension)).toEqual(sorted(client));
    expect(namesOf('server_to_client', 'notification', isOfExtension)).toEqual(sorted(server));
    expect(METHODS.filter(isOfExtension)).toHaveLength(client.length + server.length);
  });

  it('holds the methods of the skills extension since 2025-11-25', () => {
    for (const version of SUPPORTED_VERSIONS) {
      const held = METHODS.filter((row) => row.revisions.includes(version)).map(({ method }) => method);
      const expected = version >= '2025-11-25' ? SKILLS_EXTENSION : [];
      expect(sorted(held.filter((method) => SKILLS_EXTENSION.includes(method)))).toEqual(expected);
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
      expect(row.decidedAs === 'parts', row.method).toBe(row.parts.length > 0);
    }
  });

  it('lets a part stand only for a request that is decided by itself', () => {
    for (const rule of METHODS.flatMap(({ parts }) => parts)) {
      const spec = findPartMethod(rule);
      expect(['policy', 'task'], rule.method).toContain(spec?.decidedAs);
    }
  });

  it('knows which answers may ask for input, carry cache hints, and which requests repeat a name in a header', () => {
    const where = (rows: (row: MethodSpec) => boolean): string[] =>
      sorted(METHODS.filter(rows).map((row) => row.method));
    expect(where((row) => row.inputRequestsPointer === '/result/inputRequests')).toEqual([
      'prompts/get',
      'resources/read',
      'tasks/get',
      'tools/call',
    ]);
    expect(where((row) => row.inputResponsesPointer !== null)).toEqual([
      'prompts/get',
      'resources/read',
      'tasks/update',
      'tools/call',
    ]);
    expect(where((row) => row.cacheable)).toEqual([
      'prompts/list',
      'resources/list',
      'resources/read',
      'resources/templates/list',
      'server/discover',
      'tools/list',
    ]);
    expect(where((row) => row.nameHeaderParam !== null)).toEqual([
      'prompts/get',
      'resources/read',
      'tasks/cancel',
      'tasks/get',
      'tasks/update',
      'tools/call',
    ]);
  });
});

describe('findMethod', () => {
  it.each([
    ['tools/call', 'server_to_client', 'request', '2025-11-25'],
    ['tools/call', 'client_to_server', 'notification', '2025-11-25'],
    ['sampling/createMessage', 'client_to_server', 'request', '2025-11-25'],
    ['tasks/get', 'client_to_server', 'request', '2025-06-18'],
    ['tasks/result', 'client_to_server', 'request', '2026-07-28'],
    ['initialize', 'client_to_server', 'request', '2026-07-28'],
    ['elicitation/create', 'server_to_client', 'request', '2025-03-26'],
    ['elicitation/create', 'server_to_client', 'request', '2026-07-28'],
    ['server/discover', 'client_to_server', 'request', '2025-11-25'],
    ['Tools/Call', 'client_to_server', 'request', '2025-11-25'],
    ['tools/call ', 'client_to_server', 'request', '2025-11-25'],
    ['constructor', 'client_to_server', 'request', '2025-11-25'],
  ] as const)('does not know %s %s %s %s', (method, direction, kind, version) => {
    expect(findMethod(method, direction, kind, version)).toBeUndefined();
  });
});

describe('findInputRequest', () => {
  it('finds what a server may ask of a client that will return, decided like its request', () => {
    for (const method of ['sampling/createMessage', 'elicitation/create', 'roots/list']) {
      expect(findInputRequest(method, '2026-07-28'), method).toMatchObject({ method, decidedAs: 'policy' });
    }
  });

  it.each([
    ['ping', '2026-07-28'],
    ['tasks/get', '2026-07-28'],
    ['tools/call', '2026-07-28'],
    ['elicitation/create', '2025-11-25'],
  ] as const)('finds nothing for %s in %s', (method, version) => {
    expect(findInputRequest(method, version)).toBeUndefined();
  });
});
