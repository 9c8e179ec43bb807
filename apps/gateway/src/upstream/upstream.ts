import type { AppError, SnapshotServer } from '@sallyport/contracts';

/** The session one client has with one MCP server, as the server sees it. */
export interface UpstreamSession {
  /**
   * The session id `onHead` told with the answer to `initialize`: the server's `Mcp-Session-Id`, or for a hosted stdio server
   * one made up here to tell its clients apart. Null for servers that keep no sessions.
   */
  readonly id: string | null;
  /** The version the server answered `initialize` with. */
  readonly protocolVersion: string;
}

export interface UpstreamCall {
  /** The exact bytes to send: one JSON-RPC message, already parsed strictly by the caller. */
  readonly body: Buffer;
  readonly kind: 'request' | 'notification' | 'response';
  /** JSON-RPC id of a request or response; null for a notification. */
  readonly id: string | number | null;
  /** Null for a response. */
  readonly method: string | null;
  /** `params._meta.progressToken` of a request. */
  readonly progressToken: string | number | undefined;
  /** Null for `initialize`. */
  readonly session: UpstreamSession | null;
  /** W3C trace context to pass on, already validated. */
  readonly traceparent: string | null;
  /** From `send` to the end of the answer. Progress does not extend it. */
  readonly timeoutMs: number;
}

/**
 * Where the answer goes. Calls arrive in order: `onHead` at most once and before any message, then messages, then exactly
 * one of `onEnd` and `onError`. Nothing arrives after {@link UpstreamExchange.cancel}, and nothing before `send` returned.
 */
export interface UpstreamSink {
  /** Head of the answer. `stream` is true when messages arrive one by one (SSE). */
  onHead(head: { status: number; stream: boolean; sessionId: string | null }): void;
  /** One JSON-RPC message, exact bytes (of SSE, the event's data). Return false to pause until `resume()`. */
  onMessage(raw: Buffer, eventId: string | undefined): boolean | undefined;
  /**
   * The stream told where it stands: an event id without a message, or the milliseconds to wait before a reconnect. Matters
   * only to callers that let their own client resume.
   */
  onCursor?(eventId: string | undefined, retryMs: number | undefined): void;
  /**
   * Complete. For a request the response has been told, except when a stream with event ids was closed before it: then
   * {@link Upstream.listen} with the last event id continues it.
   */
  onEnd(): void;
  /** `upstream.unavailable`, `upstream.timeout`, `upstream.invalid`, `upstream.too_large`, `mcp.session_not_found` or
   *  `request.invalid` (a `Last-Event-ID` that cannot be sent on). */
  onError(error: AppError): void;
}

export interface UpstreamExchange {
  /** Continues after `onMessage` returned false. */
  resume(): void;
  /** Stop caring; forwards the cancellation to the server where the transport has one. The sink hears nothing more. */
  cancel(reason: string): void;
}

export interface UpstreamHealth {
  readonly state: 'unknown' | 'up' | 'down' | 'starting';
  /** One sentence for a person; at most 300 characters, no secret, no full URL. */
  readonly detail: string;
  readonly protocolVersion: string | null;
  readonly serverInfo: { readonly name: string; readonly version: string } | null;
}

/** One MCP server of one organisation. */
export interface Upstream {
  /**
   * Sends one message. A client's `notifications/cancelled` is better given to `cancel()` of the exchange it names: towards a
   * hosted stdio server that is the only way, because ids are rewritten there.
   */
  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange;
  /** Messages the server starts by itself: the GET stream of Streamable HTTP. Ends only when the server or `cancel` ends it. */
  listen(session: UpstreamSession, lastEventId: string | undefined, sink: UpstreamSink): UpstreamExchange;
  /** Ends the session at the server (DELETE). Never throws; a server that refuses keeps its session. */
  end(session: UpstreamSession): Promise<void>;
  readonly health: UpstreamHealth;
  /** Fails what is in flight and frees every connection and child process. */
  close(): Promise<void>;
}

/** All upstreams of the gateway. Connections and children survive a new snapshot unless their server changed. */
export interface UpstreamRegistry {
  /** The upstream of a server of the applied snapshot; made on first use. */
  get(orgId: string, server: SnapshotServer): Upstream;
  /** Closes what is gone, disabled or changed. */
  apply(orgId: string, servers: readonly SnapshotServer[]): void;
  close(): Promise<void>;
}
