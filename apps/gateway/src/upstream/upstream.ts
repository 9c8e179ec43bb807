import type { AppError, ClientInfo, SnapshotServer } from '@sallyport/contracts';

/** Who a message comes from, as far as its wire form and the state kept for it depend on that. */
export interface Peer {
  /** The revision the client speaks: stateless (`modern`, 2026-07-28) or with an `initialize` handshake (`legacy`). */
  readonly era: 'modern' | 'legacy';
  readonly protocolVersion: string;
  readonly client: ClientInfo | null;
  /** What the client declared, at `initialize` or with this very request. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /**
   * Tells peers apart: what is kept for one peer at a server is never used for another. It covers organisation, principal,
   * server and session; for modern clients, which have no session, their name and capabilities instead.
   */
  readonly key: string;
  /** Whose authorization at the server the call goes with; null for the gateway itself, which has none. */
  readonly principalId: string | null;
}

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
  /** `params` of a request or notification, parsed. */
  readonly params: object | undefined;
  readonly peer: Peer;
  /** `inputSchema` of the tool that is called, which says what of its arguments travels in headers; undefined elsewhere. */
  readonly inputSchema: unknown;
  /** `params._meta.progressToken` of a request. */
  readonly progressToken: string | number | undefined;
  /** Null for `initialize` and for everything a modern peer sends. */
  readonly session: UpstreamSession | null;
  /** W3C trace context to pass on, already validated. */
  readonly traceparent: string | null;
  /** From `send` to the end of the answer; progress does not extend it. Null for a stream that lasts (`subscriptions/listen`). */
  readonly timeoutMs: number | null;
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

/** A legacy client's wish to hear what the server says by itself. */
export interface ListenRequest {
  readonly peer: Peer;
  readonly session: UpstreamSession;
  readonly lastEventId: string | undefined;
}

/**
 * One MCP server of one organisation, whatever it speaks: a call goes in and comes out in the era of its peer. Same-era calls
 * travel as the bytes they are; see docs/decisions/0011.
 */
export interface Upstream {
  /**
   * Sends one message. A client's `notifications/cancelled` is better given to `cancel()` of the exchange it names: towards a
   * hosted stdio server that is the only way, because ids are rewritten there.
   */
  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange;
  /** Messages the server starts by itself, for a legacy peer: the GET stream of Streamable HTTP. Ends only when the server or `cancel` ends it. */
  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange;
  /** Ends a legacy session at the server (DELETE). Never throws; a server that refuses keeps its session. */
  end(peer: Peer, session: UpstreamSession): Promise<void>;
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
