import { randomUUID } from 'node:crypto';
import { AppError } from '@sallyport/contracts';
import {
  ANSWER_LIMITS,
  type Envelope,
  envelopeId,
  envelopeMethod,
  locate,
  McpParseError,
  parseJson,
  readEnvelope,
  validateJson,
} from '@sallyport/mcp';
import type { Logger } from '@sallyport/service-kit';
import { ChildSupervisor, SUPERVISOR_TIMES, type SupervisorTimes } from './child-supervisor.js';
import { LEGACY_HANDSHAKE } from './handshake.js';
import { answerInitialize, type InitializedServer } from './initialize-answer.js';
import type { LaunchCommand } from './launchers.js';
import { type CallPort, LinkCall, PROGRESS_TOKEN } from './link-call.js';
import { refuse, reply, SILENT_SINK } from './local-answer.js';
import { OWN_PEER, ownRequest } from './own-call.js';
import { NO_FACTS, type ServerFacts } from './server-facts.js';
import { CANNOT_STOP, SinkGate } from './sink-gate.js';

import { StdioListeners } from './stdio-listeners.js';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSession,
  UpstreamSink,
} from './upstream.js';

/** Calls at one child at once; together with its own process this is the server's bulkhead. */
const CALLS_MAX = 1_024;
const METHOD_NOT_FOUND = -32601;
const LIST_CHANGED: ReadonlySet<string> = new Set([
  'notifications/tools/list_changed',
  'notifications/prompts/list_changed',
  'notifications/resources/list_changed',
]);

/** What a child sent that nobody was owed. */
export interface StdioCounters {
  unsolicited: number;
  malformed: number;
  oversized: number;
}

export interface StdioUpstreamOptions {
  readonly times?: SupervisorTimes;
  /** Tells the clients of one process apart; random unless given. */
  readonly newSessionId?: () => string;
}

/**
 * A hosted stdio server: one process for all clients of one organisation. Ids and progress tokens are ours on the way to it,
 * so two clients that count alike never meet, and an answer is given to the one call whose number it carries. The child is
 * initialised by us, without client capabilities: it has nobody to ask, and what it asks is refused.
 */
export class StdioUpstream implements Upstream {
  readonly counters: StdioCounters = { unsolicited: 0, malformed: 0, oversized: 0 };
  private readonly supervisor: ChildSupervisor<InitializedServer>;
  private readonly calls = new Map<number, LinkCall>();
  private readonly listeners = new StdioListeners();
  private facts: ServerFacts = NO_FACTS;
  private lastId = 0;
  private readonly port: CallPort;
  private readonly newSessionId: () => string;

  constructor(command: () => LaunchCommand, logger: Logger, options: StdioUpstreamOptions = {}) {
    const { times = SUPERVISOR_TIMES, newSessionId = randomUUID } = options;
    this.newSessionId = newSessionId;
    const handlers = {
      onLine: (line: Buffer) => this.onLine(line),
      onOversizedLine: () => this.onOversizedLine(),
      onReady: (server: InitializedServer) => this.onReady(server),
      onDown: (error: AppError) => this.onDown(error),
    };
    this.supervisor = new ChildSupervisor(command, LEGACY_HANDSHAKE, handlers, { logger, times });
    this.port = {
      whenReady: (waiter) => this.supervisor.whenReady(waiter),
      stopWaiting: (waiter) => this.supervisor.stopWaiting(waiter),
      launch: (call, line) => {
        this.calls.set(call.ourId, call);
        this.supervisor.write(line);
      },
      forget: (call, reason) => this.forget(call, reason),
    };
  }

  get health(): UpstreamHealth {
    return { ...this.supervisor.health, ...this.facts };
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    // Notifications of one client mean nothing to a process that serves many, and it asked nobody, so no answer is due.
    if (call.kind !== 'request' || call.id === null) return reply(sink, { status: 202, sessionId: null }, null);
    if (call.method === 'initialize') return this.initialize(call, call.id, sink);
    if (call.method === 'logging/setLevel') return reply(sink, HEAD_OK, rpcError(call.id, METHOD_NOT_FOUND));
    if (call.method === 'resources/subscribe') return this.subscribe(call, sink);
    if (call.method === 'resources/unsubscribe') return this.unsubscribe(call, call.id, sink);
    return this.forward(call, sink);
  }

  listen({ session }: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    return this.listeners.add(session.id, sink);
  }

  end(_peer: Peer, session: UpstreamSession): Promise<void> {
    if (session.id !== null) {
      for (const uri of this.listeners.endSession(session.id)) this.sendOwn('resources/unsubscribe', { uri });
    }
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.listeners.close();
    await this.supervisor.close();
  }

  private forward(call: UpstreamCall, sink: UpstreamSink, onSucceeded?: () => void): UpstreamExchange {
    if (this.calls.size + this.supervisor.waiting >= CALLS_MAX) {
      return refuse(
        sink,
        new AppError('upstream.unavailable', { detail: 'Too many calls are waiting for this server' }),
      );
    }
    const exchange = new LinkCall(++this.lastId, call, sink, this.port, {
      ...(onSucceeded !== undefined && { onSucceeded }),
    });
    this.supervisor.whenReady(exchange);
    return exchange;
  }

  private initialize(call: UpstreamCall, id: string | number, sink: UpstreamSink): UpstreamExchange {
    const gate = new SinkGate(sink, CANNOT_STOP);
    const waiter = {
      onReady: (server: InitializedServer) => queueMicrotask(() => settle(() => answer(server))),
      onFailed: (error: AppError) => queueMicrotask(() => settle(() => gate.fail(error))),
    };
    const timer = setTimeout(
      () => settle(() => gate.fail(new AppError('upstream.timeout'))),
      call.timeoutMs ?? OWN_TIMEOUT_MS,
    );
    const settle = (act: () => void) => {
      clearTimeout(timer);
      this.supervisor.stopWaiting(waiter);
      act();
    };
    const answer = (server: InitializedServer) => {
      gate.head({ status: 200, stream: false, sessionId: this.newSessionId() });
      gate.message(answerInitialize(call.body, id, server), undefined);
      gate.end();
    };
    this.supervisor.whenReady(waiter);
    return { resume: () => gate.resume(), cancel: () => settle(() => gate.close()) };
  }

  private subscribe(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const uri = uriOf(call.body);
    const sessionId = call.session?.id ?? null;
    return this.forward(call, sink, () => {
      if (uri !== null && sessionId !== null) this.listeners.subscriptions.add(uri, sessionId);
    });
  }

  /** The child keeps one subscription for all clients, so it hears of the end of the last one only. */
  private unsubscribe(call: UpstreamCall, id: string | number, sink: UpstreamSink): UpstreamExchange {
    const { subscriptions } = this.listeners;
    const uri = uriOf(call.body);
    const sessionId = call.session?.id ?? null;
    if (uri === null || sessionId === null) return this.forward(call, sink);
    const shared = subscriptions.hasOthers(uri, sessionId);
    subscriptions.remove(uri, sessionId);
    return shared ? reply(sink, HEAD_OK, rpcResult(id)) : this.forward(call, sink);
  }

  private forget(call: LinkCall, reason: string | null): void {
    this.calls.delete(call.ourId);
    if (reason === null) return;
    const params = { requestId: call.ourId, reason: reason.slice(0, 200) };
    this.supervisor.write(toLine({ method: 'notifications/cancelled', params }));
  }

  private onLine(line: Buffer): void {
    const envelope = readEnvelope(line);
    if (envelope === null) this.counters.malformed++;
    else if (envelope.method === null) this.onAnswer(line, envelope);
    else if (envelope.id === null) this.onNotification(line, envelope);
    else this.onServerRequest(line, envelope);
  }

  private onAnswer(line: Buffer, envelope: Envelope): void {
    const id = envelopeId(line, envelope);
    const call = typeof id === 'number' ? this.calls.get(id) : undefined;
    if (call === undefined) this.counters.unsolicited++;
    else call.answer(line, envelope);
  }

  private onNotification(line: Buffer, envelope: Envelope): void {
    const method = envelopeMethod(line, envelope) ?? '';
    if (
      method !== 'notifications/progress' &&
      method !== 'notifications/resources/updated' &&
      !LIST_CHANGED.has(method)
    ) {
      return;
    }
    try {
      validateJson(line, ANSWER_LIMITS);
    } catch (error) {
      if (!(error instanceof McpParseError)) throw error;
      this.counters.malformed++;
      return;
    }
    if (LIST_CHANGED.has(method)) this.listeners.tellAll(line);
    else if (method === 'notifications/progress') this.onProgress(line);
    else this.listeners.tellSubscribers(uriOf(line) ?? '', line);
  }

  private onProgress(line: Buffer): void {
    const token = locate(line, PROGRESS_TOKEN);
    const call = token && this.calls.get(Number(line.toString('latin1', token.start, token.end)));
    if (call) call.progress(line);
    else this.counters.unsolicited++;
  }

  private onServerRequest(line: Buffer, envelope: Envelope): void {
    const id = envelopeId(line, envelope);
    if (id === null) return;
    const known = envelopeMethod(line, envelope) === 'ping';
    this.supervisor.write(Buffer.concat([known ? rpcResult(id) : rpcError(id, METHOD_NOT_FOUND), NEWLINE]));
  }

  /** Nobody can tell whose answer was dropped, unless only one was due. */
  private onOversizedLine(): void {
    this.counters.oversized++;
    const [only] = this.calls.values();
    if (this.calls.size === 1) only?.fail(new AppError('upstream.too_large'));
  }

  private onReady(server: InitializedServer): void {
    this.facts = server.facts;
    for (const uri of this.listeners.subscriptions.uris) this.sendOwn('resources/subscribe', { uri });
  }

  private onDown(error: AppError): void {
    for (const call of [...this.calls.values()]) call.fail(error);
  }

  /** Sends a request of our own whose outcome changes nothing. */
  private sendOwn(method: string, params: object): void {
    if (this.supervisor.health.state !== 'up') return;
    this.forward(
      ownRequest({ peer: OWN_PEER, id: 0, method, params, session: null, timeoutMs: OWN_TIMEOUT_MS }),
      SILENT_SINK,
    );
  }
}

const OWN_TIMEOUT_MS = 10_000;
const NEWLINE = Buffer.from('\n');
const HEAD_OK = { status: 200, sessionId: null };

const toLine = (message: object): Buffer => Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const rpcResult = (id: string | number): Buffer => Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, result: {} }));
const rpcError = (id: string | number, code: number): Buffer =>
  Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: 'Method not found' } }));

/** `params.uri` of a message that was parsed strictly; null when it is no string. */
const uriOf = (message: Buffer): string | null => {
  const span = locate(message, '/params/uri');
  const uri: unknown = span === null ? null : parseJson(message.subarray(span.start, span.end));
  return typeof uri === 'string' ? uri : null;
};
