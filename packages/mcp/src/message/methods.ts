import type { DefinitionKind } from '@sallyport/contracts';
import { LEGACY_VERSIONS, MODERN_VERSIONS, type ProtocolVersion, SUPPORTED_VERSIONS } from './versions.js';

/** Who sends a message. */
export type Direction = 'client_to_server' | 'server_to_client';

/** Where the name of what is addressed stands. `reference` is the `ref` of `completion/complete`: a prompt or a resource. */
export type TargetRule =
  | { readonly kind: 'tool' | 'prompt' | 'resource'; readonly param: 'name' | 'uri' }
  | { readonly kind: 'reference' }
  | { readonly kind: 'none' };

/** A result that is a list of things each decided on its own. */
export interface ListRule {
  /** JSON pointer of the array inside the message. */
  readonly pointer: string;
  /** Member of an element that names it. */
  readonly nameKey: 'name' | 'uri' | 'uriTemplate' | 'taskId';
  /** What its elements are. Tasks and skills are not pinned: the first belong to a client, the second are read as resources. */
  readonly definition: DefinitionKind | 'task' | 'skill';
}

/** Parameters that address several things at once, each decided as if it had been asked for alone; see `partsOf`. */
export interface PartRule {
  /** JSON pointer of an array of strings inside the message. */
  readonly pointer: string;
  /** The client's request that would ask for one of them, in whatever revision has it. */
  readonly method: string;
  /** Parameter of that request which one string would be. */
  readonly param: 'uri' | 'taskId';
}

/** One row of {@link METHODS}. */
export interface MethodSpec {
  readonly method: string;
  readonly direction: Direction;
  readonly kind: 'request' | 'notification';
  /** Revisions in which it travels as a message of its own. */
  readonly revisions: readonly ProtocolVersion[];
  /** Revisions in which it travels inside `inputRequests` instead: a server's request that waits for the client to return. */
  readonly carriedIn: readonly ProtocolVersion[];
  /** Extension that a client of a modern revision declares to use it; null where it belongs to the core. */
  readonly extension: string | null;
  readonly target: TargetRule;
  readonly parts: readonly PartRule[];
  /**
   * What inspection reads of the message itself: `arguments` (at `argumentsPointer`), the whole message as something a
   * server wrote (`server_message`), or nothing.
   */
  readonly inspect: 'arguments' | 'server_message' | 'none';
  /** JSON pointer of what policy calls `args`; null where there is nothing of the kind. */
  readonly argumentsPointer: string | null;
  /** What inspection reads of the answer. `arguments`: the answer travels towards the server, like arguments do. */
  readonly inspectResult: 'result' | 'definition' | 'arguments' | 'none';
  /**
   * `policy`: by `decide` with target and arguments. `list`: allowed, its elements each by `decide` with arguments unknown.
   * `parts`: allowed, each of {@link partsOf} as the request it stands for. `task`: as the call that created the task at
   * `params.taskId`, and only for its owner. `session`: part of having a session; nothing beyond that is decided.
   */
  readonly decidedAs: 'policy' | 'list' | 'parts' | 'task' | 'session';
  readonly list: ListRule | null;
  /** Whether a decision of it leaves a record. */
  readonly recorded: boolean;
  /** JSON pointer, from the message or its answer, of the requests a server puts to the client; null where it must not. */
  readonly inputRequestsPointer: string | null;
  /** JSON pointer of the client's answers to such requests; null where none may come. */
  readonly inputResponsesPointer: string | null;
  /** Parameter that `Mcp-Name` repeats on modern HTTP requests. */
  readonly nameHeaderParam: 'name' | 'uri' | 'taskId' | null;
  /** Whether a modern answer carries `ttlMs` and `cacheScope`. */
  readonly cacheable: boolean;
}

/** Identifiers of the extensions whose messages are in the table. */
export const EXTENSIONS = { tasks: 'io.modelcontextprotocol/tasks' } as const;

const LEGACY: readonly ProtocolVersion[] = LEGACY_VERSIONS;
const MODERN: readonly ProtocolVersion[] = MODERN_VERSIONS;
const ONLY_2025_11: readonly ProtocolVersion[] = ['2025-11-25'];
const SINCE_2025_11: readonly ProtocolVersion[] = [...ONLY_2025_11, ...MODERN];

type Rules = Omit<MethodSpec, 'method' | 'direction' | 'kind'>;

const PLAIN: Rules = {
  revisions: SUPPORTED_VERSIONS,
  carriedIn: [],
  extension: null,
  target: { kind: 'none' },
  parts: [],
  inspect: 'none',
  argumentsPointer: null,
  inspectResult: 'none',
  decidedAs: 'session',
  list: null,
  recorded: false,
  inputRequestsPointer: null,
  inputResponsesPointer: null,
  nameHeaderParam: null,
  cacheable: false,
};

const define =
  (direction: Direction, kind: MethodSpec['kind']) =>
  (method: string, rules: Partial<Rules> = {}) =>
    Object.freeze<MethodSpec>({ method, direction, kind, ...PLAIN, ...rules });

const asked = define('client_to_server', 'request');
const told = define('client_to_server', 'notification');
const askedBack = define('server_to_client', 'request');
const toldBack = define('server_to_client', 'notification');

const legacy = { revisions: LEGACY } as const satisfies Partial<Rules>;
const listOf = (pointer: string, nameKey: ListRule['nameKey'], definition: ListRule['definition']) =>
  ({
    decidedAs: 'list',
    inspectResult: 'definition',
    list: { pointer, nameKey, definition },
    recorded: true,
    cacheable: true,
  }) as const satisfies Partial<Rules>;

const decided = { decidedAs: 'policy', recorded: true } as const satisfies Partial<Rules>;
const byName = (kind: 'tool' | 'prompt') =>
  ({ ...decided, target: { kind, param: 'name' }, nameHeaderParam: 'name' }) as const satisfies Partial<Rules>;
const byUri = { ...decided, target: { kind: 'resource', param: 'uri' } } as const satisfies Partial<Rules>;
const withArguments = (argumentsPointer: string) =>
  ({ inspect: 'arguments', argumentsPointer }) as const satisfies Partial<Rules>;
/** The answer may ask for input first; the request is then sent again with what was asked for. */
const mayAskForInput = {
  inputRequestsPointer: '/result/inputRequests',
  inputResponsesPointer: '/params/inputResponses',
} as const satisfies Partial<Rules>;

const task = { revisions: ONLY_2025_11, decidedAs: 'task', recorded: true } as const satisfies Partial<Rules>;
const taskExtension = { extension: EXTENSIONS.tasks, nameHeaderParam: 'taskId' } as const satisfies Partial<Rules>;

/** Methods of the skills extension, which addresses skills as resources. @see SEP-2640 */
const skills = { revisions: SINCE_2025_11 } as const satisfies Partial<Rules>;

/** What a server writes by itself reaches the model or the person in front of it, so it is read like a result. */
const written = { inspect: 'server_message' } as const satisfies Partial<Rules>;
/** What a server asks of a client: a request of its own once, an input request in modern revisions. */
const question = {
  ...decided,
  ...legacy,
  carriedIn: MODERN,
  inspectResult: 'arguments',
} as const satisfies Partial<Rules>;

/**
 * Every method of the supported revisions and of the extensions for tasks and skills, in both directions. What is not here is unknown and
 * therefore denied.
 * @see schema.json of every revision, the unions ClientRequest, ClientNotification, ServerRequest, ServerNotification and
 *   InputRequest; specification of the extension io.modelcontextprotocol/tasks, 2026-07-28
 */
export const METHODS: readonly MethodSpec[] = Object.freeze([
  asked('initialize', { ...legacy, inspectResult: 'definition', recorded: true }),
  asked('server/discover', { revisions: MODERN, inspectResult: 'definition', recorded: true, cacheable: true }),
  asked('ping', legacy),
  asked('tools/list', listOf('/result/tools', 'name', 'tool')),
  asked('tools/call', {
    ...byName('tool'),
    ...withArguments('/params/arguments'),
    ...mayAskForInput,
    inspectResult: 'result',
  }),
  asked('prompts/list', listOf('/result/prompts', 'name', 'prompt')),
  asked('prompts/get', {
    ...byName('prompt'),
    ...withArguments('/params/arguments'),
    ...mayAskForInput,
    inspectResult: 'result',
  }),
  asked('resources/list', listOf('/result/resources', 'uri', 'resource')),
  asked('resources/templates/list', listOf('/result/resourceTemplates', 'uriTemplate', 'resource_template')),
  asked('resources/read', {
    ...byUri,
    ...withArguments('/params'),
    ...mayAskForInput,
    inspectResult: 'result',
    nameHeaderParam: 'uri',
    cacheable: true,
  }),
  asked('resources/directory/read', { ...skills, ...byUri, ...withArguments('/params'), inspectResult: 'result' }),
  asked('skills/list', { ...listOf('/result/skills', 'uri', 'skill'), ...skills, cacheable: false }),
  asked('skills/get', { ...skills, ...byUri, ...withArguments('/params'), inspectResult: 'result' }),
  asked('resources/subscribe', { ...legacy, ...byUri, ...withArguments('/params') }),
  asked('resources/unsubscribe', { ...legacy, ...byUri }),
  asked('subscriptions/listen', {
    revisions: MODERN,
    decidedAs: 'parts',
    parts: [
      { pointer: '/params/notifications/resourceSubscriptions', method: 'resources/subscribe', param: 'uri' },
      { pointer: '/params/notifications/taskIds', method: 'tasks/get', param: 'taskId' },
    ],
    ...withArguments('/params/notifications'),
    recorded: true,
  }),
  asked('completion/complete', {
    ...decided,
    target: { kind: 'reference' },
    ...withArguments('/params/argument'),
    inspectResult: 'result',
  }),
  asked('logging/setLevel', legacy),
  asked('tasks/get', {
    ...task,
    ...taskExtension,
    revisions: SINCE_2025_11,
    inspectResult: 'result',
    inputRequestsPointer: '/result/inputRequests',
  }),
  asked('tasks/update', {
    ...task,
    ...taskExtension,
    revisions: MODERN,
    ...withArguments('/params/inputResponses'),
    inputResponsesPointer: '/params/inputResponses',
  }),
  asked('tasks/result', { ...task, inspectResult: 'result' }),
  asked('tasks/cancel', { ...task, ...taskExtension, revisions: SINCE_2025_11, inspectResult: 'result' }),
  asked('tasks/list', {
    ...listOf('/result/tasks', 'taskId', 'task'),
    revisions: ONLY_2025_11,
    inspectResult: 'result',
    cacheable: false,
  }),

  told('notifications/initialized', legacy),
  told('notifications/cancelled'),
  told('notifications/progress', legacy),
  told('notifications/roots/list_changed', legacy),
  told('notifications/tasks/status', { revisions: ONLY_2025_11 }),

  askedBack('ping', legacy),
  askedBack('sampling/createMessage', { ...question, ...written }),
  askedBack('elicitation/create', { ...question, ...written, revisions: ['2025-06-18', '2025-11-25'] }),
  askedBack('roots/list', question),
  askedBack('tasks/get', task),
  askedBack('tasks/result', { ...task, inspectResult: 'arguments' }),
  askedBack('tasks/cancel', task),
  askedBack('tasks/list', {
    ...task,
    decidedAs: 'list',
    list: { pointer: '/result/tasks', nameKey: 'taskId', definition: 'task' },
  }),

  toldBack('notifications/cancelled', written),
  toldBack('notifications/progress', written),
  toldBack('notifications/message', written),
  toldBack('notifications/resources/updated', { ...written, target: { kind: 'resource', param: 'uri' } }),
  toldBack('notifications/resources/list_changed'),
  toldBack('notifications/prompts/list_changed'),
  toldBack('notifications/tools/list_changed'),
  toldBack('notifications/subscriptions/acknowledged', { ...written, revisions: MODERN }),
  toldBack('notifications/tasks/status', { ...written, revisions: ONLY_2025_11 }),
  toldBack('notifications/tasks', {
    ...written,
    revisions: MODERN,
    extension: EXTENSIONS.tasks,
    inputRequestsPointer: '/params/inputRequests',
  }),
  toldBack('notifications/elicitation/complete', { ...written, revisions: ONLY_2025_11 }),
]);

type Rows = ReadonlyMap<string, MethodSpec>;

const rowsOf = (direction: Direction): Readonly<Record<MethodSpec['kind'], Rows>> => {
  const of = (kind: MethodSpec['kind']): Rows =>
    new Map(
      METHODS.filter((spec) => spec.direction === direction && spec.kind === kind).map((spec) => [spec.method, spec]),
    );
  return { request: of('request'), notification: of('notification') };
};

const ROWS: Readonly<Record<Direction, Readonly<Record<MethodSpec['kind'], Rows>>>> = {
  client_to_server: rowsOf('client_to_server'),
  server_to_client: rowsOf('server_to_client'),
};

/** The row of a method, or undefined: unknown there, in that direction, as that kind, or in that revision; so denied. */
export const findMethod = (
  method: string,
  direction: Direction,
  kind: MethodSpec['kind'],
  version: ProtocolVersion,
): MethodSpec | undefined => {
  const spec = ROWS[direction][kind].get(method);
  return spec?.revisions.includes(version) ? spec : undefined;
};

/**
 * The row of what a server asks inside `inputRequests`, or undefined: nothing that may be asked there in that revision, so
 * denied. It is decided and inspected like the request it would be in a revision where servers send requests.
 * @see MCP specification 2026-07-28, "Multi Round-Trip Requests"
 */
export const findInputRequest = (method: string, version: ProtocolVersion): MethodSpec | undefined => {
  const spec = ROWS.server_to_client.request.get(method);
  return spec?.carriedIn.includes(version) ? spec : undefined;
};

/** The row of a client's request in whatever revision has it: what a part of another request stands for. */
export const findPartMethod = ({ method }: PartRule): MethodSpec | undefined =>
  ROWS.client_to_server.request.get(method);
