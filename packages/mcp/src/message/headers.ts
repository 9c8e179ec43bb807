/** Names of the HTTP headers of Streamable HTTP, lower case as HTTP libraries report them. */
export const HEADERS = {
  sessionId: 'mcp-session-id',
  protocolVersion: 'mcp-protocol-version',
  lastEventId: 'last-event-id',
  /** Since 2026-07-28: `method` of the body. */
  method: 'mcp-method',
  /** Since 2026-07-28: the name, URI or task id that the body addresses. */
  name: 'mcp-name',
  /** Since 2026-07-28: begins the names of headers that repeat arguments of a tool. */
  paramPrefix: 'mcp-param-',
} as const;

/** Content types of Streamable HTTP. */
export const MEDIA_TYPES = { json: 'application/json', sse: 'text/event-stream' } as const;

/**
 * Names of server-sent events. HTTP+SSE of 2024-11-05 begins with one that says where to post; an event without a name is a
 * message.
 */
export const SSE_EVENTS = { endpoint: 'endpoint', message: 'message' } as const;

const SESSION_ID_LENGTH_MAX = 512;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** A session id as the transport page allows it: visible ASCII; at most 512 characters by our own limit. */
export const isValidSessionId = (id: string): boolean => id.length <= SESSION_ID_LENGTH_MAX && VISIBLE_ASCII.test(id);
