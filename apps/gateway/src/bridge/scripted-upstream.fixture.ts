import { AppError } from '@sallyport/contracts';
import { LATEST_LEGACY_VERSION, LATEST_VERSION } from '@sallyport/mcp';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSession,
  UpstreamSink,
} from '../upstream/upstream.js';

export type Json = Readonly<Record<string, unknown>>;

/** One exchange at a scripted server: what it got, and what it says. */
export class ScriptedExchange implements UpstreamExchange {
  readonly call: UpstreamCall | null;
  readonly request: ListenRequest | null;
  cancelled: string | null = null;
  resumed = 0;
  private readonly sink: UpstreamSink;
  private begun = false;

  constructor(call: UpstreamCall | null, request: ListenRequest | null, sink: UpstreamSink) {
    this.call = call;
    this.request = request;
    this.sink = sink;
  }

  get message(): { id?: unknown; method?: string; params?: Json & { _meta?: Json } } {
    return JSON.parse(this.call?.body.toString() ?? '{}');
  }

  head(stream: boolean, sessionId: string | null = null, status = 200): void {
    this.begun = true;
    this.sink.onHead({ status, stream, sessionId });
  }

  /** @returns what the sink wants: false for a pause */
  say(message: Json, eventId?: string): boolean | undefined {
    return this.sayBytes(JSON.stringify({ jsonrpc: '2.0', ...message }), eventId);
  }

  sayBytes(text: string, eventId?: string): boolean | undefined {
    if (!this.begun) this.head(true);
    return this.sink.onMessage(Buffer.from(text), eventId);
  }

  answer(result: Json, sessionId: string | null = null): void {
    if (!this.begun) this.head(false, sessionId);
    this.say({ id: this.message.id, result });
    this.sink.onEnd();
  }

  error(code: number, message: string, data?: unknown): void {
    if (!this.begun) this.head(false);
    this.say({ id: this.message.id, error: { code, message, data } });
    this.sink.onEnd();
  }

  cursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.sink.onCursor?.(eventId, retryMs);
  }

  /** Taken, without an answer; or the end of a stream. */
  end(status = 202): void {
    if (!this.begun) this.head(false, null, status);
    this.sink.onEnd();
  }

  fail(error: AppError): void {
    this.sink.onError(error);
  }

  resume(): void {
    this.resumed += 1;
  }

  cancel(reason: string): void {
    this.cancelled = reason;
  }
}

export type Script = (exchange: ScriptedExchange) => void;

const NOTHING: Script = () => undefined;

/** A server that does what a test says, and remembers everything. */
export class ScriptedUpstream implements Upstream {
  readonly sent: ScriptedExchange[] = [];
  readonly listens: ScriptedExchange[] = [];
  readonly ended: (UpstreamSession & { readonly key: string })[] = [];
  closed = false;
  onSend: Script;
  onListen: Script = (exchange) => exchange.end(405);
  readonly health: UpstreamHealth = { state: 'up', detail: 'Scripted', protocolVersion: null, serverInfo: null };

  constructor(onSend: Script = NOTHING) {
    this.onSend = onSend;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const exchange = new ScriptedExchange(call, null, sink);
    this.sent.push(exchange);
    queueMicrotask(() => this.onSend(exchange));
    return exchange;
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    const exchange = new ScriptedExchange(null, request, sink);
    this.listens.push(exchange);
    queueMicrotask(() => this.onListen(exchange));
    return exchange;
  }

  end(peer: Peer, session: UpstreamSession): Promise<void> {
    this.ended.push({ ...session, key: peer.key });
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  /** What was sent, by method; a response counts as `response`. */
  of(method: string): ScriptedExchange[] {
    return this.sent.filter(({ call }) => (call?.kind === 'response' ? 'response' : call?.method) === method);
  }
}

export interface LegacyServer {
  readonly capabilities?: Json;
  readonly instructions?: string;
  /** What happens to requests of the client; `initialize` and its like are answered by the script. */
  readonly onRequest?: Script;
}

/** A legacy server that begins sessions and takes levels, subscriptions and answers. */
export const legacyServer = ({
  capabilities = {},
  instructions,
  onRequest = NOTHING,
}: LegacyServer = {}): ScriptedUpstream => {
  let sessions = 0;
  return new ScriptedUpstream((exchange) => {
    const { kind, method } = exchange.call ?? {};
    if (kind !== 'request') exchange.end();
    else if (method === 'initialize') {
      sessions += 1;
      const serverInfo = { name: 'scripted', version: '1' };
      const result = {
        protocolVersion: LATEST_LEGACY_VERSION,
        capabilities,
        serverInfo,
        ...(instructions && { instructions }),
      };
      exchange.answer(result, `session-${sessions}`);
    } else if (/^(logging|resources\/(un)?subscribe)/.test(method ?? '')) exchange.answer({});
    else onRequest(exchange);
  });
};

/** What a caller of an upstream hears. */
export class Heard implements UpstreamSink {
  head: Parameters<UpstreamSink['onHead']>[0] | null = null;
  readonly messages: (Json & { id?: unknown; method?: string; params?: Json; result?: Json; error?: Json })[] = [];
  readonly raw: string[] = [];
  error: AppError | null = null;
  ended = false;
  /** What `onMessage` answers; false asks for a pause. */
  takes = true;
  readonly done: Promise<this>;
  private settle: () => void = () => undefined;
  private readonly waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  constructor() {
    this.done = new Promise((resolve) => {
      this.settle = () => resolve(this);
    });
  }

  onHead(head: Parameters<UpstreamSink['onHead']>[0]): void {
    if (this.head !== null || this.raw.length > 0 || this.isOver) throw new Error('a head comes once and first');
    this.head = head;
  }

  onMessage(raw: Buffer): boolean {
    if (this.head === null || this.isOver) throw new Error('a message comes after the head and before the end');
    this.raw.push(raw.toString());
    this.messages.push(JSON.parse(raw.toString()));
    for (const { count, resolve } of this.waiting) if (this.raw.length >= count) resolve();
    return this.takes;
  }

  onEnd(): void {
    if (this.isOver) throw new Error('it ends once');
    this.ended = true;
    this.settle();
  }

  onError(error: AppError): void {
    if (this.isOver) throw new Error('it ends once');
    this.error = error;
    this.settle();
  }

  get isOver(): boolean {
    return this.ended || this.error !== null;
  }

  get last(): Heard['messages'][number] {
    const last = this.messages.at(-1);
    if (last === undefined) throw new Error('nothing was heard');
    return last;
  }

  /** Resolves when so many messages were heard. */
  heard(count: number): Promise<void> {
    if (this.raw.length >= count) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push({ count, resolve });
    });
  }
}

const META = 'io.modelcontextprotocol';

export const modernPeer = (capabilities: Json = {}, key = 'org/person/server/client'): Peer => ({
  era: 'modern',
  protocolVersion: LATEST_VERSION,
  client: { name: 'modern-client', version: '2' },
  capabilities,
  key,
  principalId: 'person',
});

export const legacyPeer = (capabilities: Json = {}, key = 'org/person/server/session'): Peer => ({
  era: 'legacy',
  protocolVersion: LATEST_LEGACY_VERSION,
  client: { name: 'legacy-client', version: '1' },
  capabilities,
  key,
  principalId: 'person',
});

const QUIET = { inputSchema: undefined, traceparent: null, timeoutMs: 5_000 } as const;

/** A request as the pipeline hands it over. */
export const request = (peer: Peer, id: string | number, method: string, params: Json = {}): UpstreamCall => {
  const own = (params._meta ?? {}) as Json;
  const meta =
    peer.era === 'modern'
      ? {
          [`${META}/protocolVersion`]: peer.protocolVersion,
          [`${META}/clientInfo`]: peer.client,
          [`${META}/clientCapabilities`]: peer.capabilities,
          ...own,
        }
      : own;
  const all = Object.keys(meta).length > 0 ? { ...params, _meta: meta } : params;
  const { progressToken } = own as { progressToken?: string | number };
  return {
    ...QUIET,
    body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params: all })),
    kind: 'request',
    id,
    method,
    params: all,
    peer,
    progressToken,
    session: peer.era === 'legacy' ? { id: null, protocolVersion: peer.protocolVersion } : null,
  };
};

/** A legacy client's answer to a question it was asked. */
export const response = (peer: Peer, id: unknown, answer: { result: Json } | { error: Json }): UpstreamCall => ({
  ...request(peer, String(id), 'none'),
  body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, ...answer })),
  kind: 'response',
  id: id as string,
  method: null,
  params: undefined,
});

export const send = (upstream: Upstream, call: UpstreamCall): Heard & { exchange: UpstreamExchange } => {
  const heard = new Heard();
  return Object.assign(heard, { exchange: upstream.send(call, heard) });
};

/** Lets everything happen that is due now. */
export const settled = async (ms = 5): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, ms));
};

export const LOST = new AppError('upstream.unavailable', { detail: 'The connection to the server broke' });
