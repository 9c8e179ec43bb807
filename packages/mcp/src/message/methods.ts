import type { DefinitionKind, Target } from '@sallyport/contracts';
import { type ProtocolVersion, SUPPORTED_VERSIONS } from './versions.js';

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
  readonly definition: DefinitionKind | 'task';
}

/** One row of {@link METHODS}. */
export interface MethodSpec {
  readonly method: string;
  readonly direction: Direction;
  readonly kind: 'request' | 'notification';
  readonly revisions: readonly ProtocolVersion[];
  readonly target: TargetRule;
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
   * `task`: as the call that created the task at `params.taskId`, and only for its owner. `session`: part of having a session;
   * nothing beyond that is decided.
   */
  readonly decidedAs: 'policy' | 'list' | 'task' | 'session';
  readonly list: ListRule | null;
  /** Whether a decision of it leaves a record. */
  readonly recorded: boolean;
}

const BOTH = SUPPORTED_VERSIONS;
const SINCE_2025_11: readonly ProtocolVersion[] = ['2025-11-25'];

type Rules = Omit<MethodSpec, 'method' | 'direction' | 'kind'>;

const PLAIN: Rules = {
  revisions: BOTH,
  target: { kind: 'none' },
  inspect: 'none',
  argumentsPointer: null,
  inspectResult: 'none',
  decidedAs: 'session',
  list: null,
  recorded: false,
};

const define =
  (direction: Direction, kind: MethodSpec['kind']) =>
  (method: string, rules: Partial<Rules> = {}) =>
    Object.freeze<MethodSpec>({ method, direction, kind, ...PLAIN, ...rules });

const asked = define('client_to_server', 'request');
const told = define('client_to_server', 'notification');
const askedBack = define('server_to_client', 'request');
const toldBack = define('server_to_client', 'notification');

const listOf = (pointer: string, nameKey: ListRule['nameKey'], definition: ListRule['definition']) =>
  ({
    decidedAs: 'list',
    inspectResult: 'definition',
    list: { pointer, nameKey, definition },
    recorded: true,
  }) as const satisfies Partial<Rules>;

const decided = { decidedAs: 'policy', recorded: true } as const satisfies Partial<Rules>;
const byUri = { ...decided, target: { kind: 'resource', param: 'uri' } } as const satisfies Partial<Rules>;
const task = { revisions: SINCE_2025_11, decidedAs: 'task', recorded: true } as const satisfies Partial<Rules>;
/** What a server writes by itself reaches the model or the person in front of it, so it is read like a result. */
const written = { inspect: 'server_message' } as const satisfies Partial<Rules>;

/**
 * Every method of the supported revisions, in both directions. What is not here is unknown and therefore denied.
 * @see schema.json of 2025-06-18 and 2025-11-25, the unions ClientRequest, ClientNotification, ServerRequest, ServerNotification
 */
export const METHODS: readonly MethodSpec[] = Object.freeze([
  asked('initialize', { inspectResult: 'definition', recorded: true }),
  asked('ping'),
  asked('tools/list', listOf('/result/tools', 'name', 'tool')),
  asked('tools/call', {
    ...decided,
    target: { kind: 'tool', param: 'name' },
    inspect: 'arguments',
    argumentsPointer: '/params/arguments',
    inspectResult: 'result',
  }),
  asked('prompts/list', listOf('/result/prompts', 'name', 'prompt')),
  asked('prompts/get', {
    ...decided,
    target: { kind: 'prompt', param: 'name' },
    inspect: 'arguments',
    argumentsPointer: '/params/arguments',
    inspectResult: 'result',
  }),
  asked('resources/list', listOf('/result/resources', 'uri', 'resource')),
  asked('resources/templates/list', listOf('/result/resourceTemplates', 'uriTemplate', 'resource_template')),
  asked('resources/read', { ...byUri, inspect: 'arguments', argumentsPointer: '/params', inspectResult: 'result' }),
  asked('resources/subscribe', { ...byUri, inspect: 'arguments', argumentsPointer: '/params' }),
  asked('resources/unsubscribe', byUri),
  asked('completion/complete', {
    ...decided,
    target: { kind: 'reference' },
    inspect: 'arguments',
    argumentsPointer: '/params/argument',
    inspectResult: 'result',
  }),
  asked('logging/setLevel'),
  asked('tasks/get', { ...task, inspectResult: 'result' }),
  asked('tasks/result', { ...task, inspectResult: 'result' }),
  asked('tasks/cancel', { ...task, inspectResult: 'result' }),
  asked('tasks/list', {
    ...listOf('/result/tasks', 'taskId', 'task'),
    revisions: SINCE_2025_11,
    inspectResult: 'result',
  }),

  told('notifications/initialized'),
  told('notifications/cancelled'),
  told('notifications/progress'),
  told('notifications/roots/list_changed'),
  told('notifications/tasks/status', { revisions: SINCE_2025_11 }),

  askedBack('ping'),
  askedBack('sampling/createMessage', { ...decided, ...written, inspectResult: 'arguments' }),
  askedBack('elicitation/create', { ...decided, ...written, inspectResult: 'arguments' }),
  askedBack('roots/list', { ...decided, inspectResult: 'arguments' }),
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
  toldBack('notifications/tasks/status', { ...written, revisions: SINCE_2025_11 }),
  toldBack('notifications/elicitation/complete', { ...written, revisions: SINCE_2025_11 }),
]);

const keyOf = (method: string, direction: Direction, kind: string): string => `${direction} ${kind} ${method}`;
const BY_KEY: ReadonlyMap<string, MethodSpec> = new Map(
  METHODS.map((spec) => [keyOf(spec.method, spec.direction, spec.kind), spec]),
);

/** The row of a method, or undefined: unknown there, in that direction, as that kind, or in that revision; so denied. */
export const findMethod = (
  method: string,
  direction: Direction,
  kind: MethodSpec['kind'],
  version: ProtocolVersion,
): MethodSpec | undefined => {
  const spec = BY_KEY.get(keyOf(method, direction, kind));
  return spec?.revisions.includes(version) ? spec : undefined;
};

const TARGET_NAME_LENGTH_MAX = 1024;

/**
 * What a message addresses, by its method's row. Null when the parameters do not name it as the specification says
 * (missing, not a string, empty, longer than 1024 characters): such a request is refused, never decided.
 */
export const targetOf = (spec: Pick<MethodSpec, 'target'>, params: object | undefined): Target | null => {
  const rule = spec.target;
  const fields = (params ?? {}) as Readonly<Record<string, unknown>>;
  if (rule.kind === 'none') return { kind: 'none', name: '' };
  if (rule.kind === 'reference') return referenceOf(fields.ref);
  return named(rule.kind, fields[rule.param]);
};

const referenceOf = (ref: unknown): Target | null => {
  if (typeof ref !== 'object' || ref === null) return null;
  const { type, name, uri } = ref as Readonly<Record<string, unknown>>;
  if (type === 'ref/prompt') return named('prompt', name);
  return type === 'ref/resource' ? named('resource', uri) : null;
};

const named = (kind: Target['kind'], name: unknown): Target | null =>
  typeof name === 'string' && name.length > 0 && name.length <= TARGET_NAME_LENGTH_MAX ? { kind, name } : null;
