/** Keys of `_meta` that the specification and its extensions reserve. */
export const META_KEYS = {
  progressToken: 'progressToken',
  protocolVersion: 'io.modelcontextprotocol/protocolVersion',
  clientInfo: 'io.modelcontextprotocol/clientInfo',
  clientCapabilities: 'io.modelcontextprotocol/clientCapabilities',
  logLevel: 'io.modelcontextprotocol/logLevel',
  subscriptionId: 'io.modelcontextprotocol/subscriptionId',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
  /** Only 2025-11-25: ties a message to a task. */
  relatedTask: 'io.modelcontextprotocol/related-task',
} as const;

/** Severities of log messages, mildest first. */
export const LOG_LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How a client names itself. Never proof of anything. */
export interface ClientName {
  readonly name: string;
  readonly version: string;
  readonly title?: string;
}

/** What a modern request says of itself. The version may be one we do not speak. */
export interface RequestMeta {
  readonly protocolVersion: string;
  /** Name and title cut to 120 characters, version to 60; null when the client gave none. */
  readonly client: ClientName | null;
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Null: the server sends no `notifications/message` for this request. */
  readonly logLevel: LogLevel | null;
}

export type RequestMetaResult =
  | { readonly ok: true; readonly meta: RequestMeta }
  | { readonly ok: false; readonly problem: string };

const VERSION_LENGTH_MAX = 64;
const CLIENT_NAME_LENGTH_MAX = 120;
const CLIENT_VERSION_LENGTH_MAX = 60;
/** Characters of the capabilities as JSON text: what a gateway keeps and compares for as long as the request lasts. */
const CAPABILITIES_LENGTH_MAX = 16 * 1024;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether parameters carry modern request metadata at all, malformed or not: what tells a modern request from a legacy one.
 * @see MCP specification 2026-07-28, "Versioning: Backward Compatibility"
 */
export const carriesRequestMeta = (params: object | undefined): boolean => {
  const meta = (params as { _meta?: unknown } | undefined)?._meta;
  return isObject(meta) && Object.hasOwn(meta, META_KEYS.protocolVersion);
};

/**
 * Reads the per-request protocol fields of a modern request. Cost is linear in the capabilities.
 * @returns `ok: false` with a sentence safe to show when a required field is missing, or any is malformed or too large; the
 *   answer is −32602 with HTTP 400 then
 * @see MCP specification 2026-07-28, "Base protocol: _meta"
 */
export const readRequestMeta = (params: object | undefined): RequestMetaResult => {
  const fields = (params as { _meta?: unknown } | undefined)?._meta;
  if (!isObject(fields)) return refused('Every request needs an object at params._meta.');
  const protocolVersion = fields[META_KEYS.protocolVersion];
  if (!isText(protocolVersion, VERSION_LENGTH_MAX)) {
    return refused(`_meta needs "${META_KEYS.protocolVersion}", a string of 1 to ${VERSION_LENGTH_MAX} characters.`);
  }
  const capabilities = fields[META_KEYS.clientCapabilities];
  if (!isObject(capabilities)) return refused(`_meta needs "${META_KEYS.clientCapabilities}", an object.`);
  if (JSON.stringify(capabilities).length > CAPABILITIES_LENGTH_MAX) {
    return refused(`"${META_KEYS.clientCapabilities}" is larger than ${CAPABILITIES_LENGTH_MAX} characters.`);
  }
  const client = readClient(fields[META_KEYS.clientInfo]);
  if (client === undefined) return refused(`"${META_KEYS.clientInfo}" needs a string "name" and a string "version".`);
  const logLevel = fields[META_KEYS.logLevel] ?? null;
  if (logLevel !== null && !isLogLevel(logLevel)) {
    return refused(`"${META_KEYS.logLevel}" is one of ${LOG_LEVELS.join(', ')}.`);
  }
  return { ok: true, meta: { protocolVersion, client, capabilities, logLevel } };
};

const refused = (problem: string): RequestMetaResult => ({ ok: false, problem });

const isText = (value: unknown, lengthMax: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= lengthMax;

const isLogLevel = (value: unknown): value is LogLevel => (LOG_LEVELS as readonly unknown[]).includes(value);

/** Undefined when something is there that names no client. */
const readClient = (info: unknown): ClientName | null | undefined => {
  if (info === undefined) return null;
  if (!isObject(info) || typeof info.name !== 'string' || typeof info.version !== 'string') return undefined;
  const client = {
    name: info.name.slice(0, CLIENT_NAME_LENGTH_MAX),
    version: info.version.slice(0, CLIENT_VERSION_LENGTH_MAX),
  };
  return typeof info.title === 'string' ? { ...client, title: info.title.slice(0, CLIENT_NAME_LENGTH_MAX) } : client;
};
