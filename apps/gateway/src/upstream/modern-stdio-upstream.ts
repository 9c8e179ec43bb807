import { AppError } from '@sallyport/contracts';
import { type Envelope, envelopeId, envelopeMethod, locate, META_KEYS, readEnvelope, type Span } from '@sallyport/mcp';
import type { Logger } from '@sallyport/service-kit';
import { ChildSupervisor, SUPERVISOR_TIMES, type SupervisorTimes } from './child-supervisor.js';
import { modernHandshake } from './handshake.js';
import type { LaunchCommand } from './launchers.js';
import { type CallPort, LinkCall, PROGRESS_TOKEN } from './link-call.js';
import { refuse, reply } from './local-answer.js';
import { notificationLine } from './rpc-messages.js';
import { NO_FACTS, type ServerFacts } from './server-facts.js';
import { isSound } from './sound-json.js';
import type {
  ListenRequest,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSink,
} from './upstream.js';

/** Calls and open subscriptions at one process at once. */
const CALLS_MAX = 1_024;
const SUBSCRIPTION_KEY = META_KEYS.subscriptionId.replaceAll('/', '~1');
const SUBSCRIPTION_OF_NOTIFICATION = `/params/_meta/${SUBSCRIPTION_KEY}`;
const SUBSCRIPTION_OF_RESULT = `/result/_meta/${SUBSCRIPTION_KEY}`;
const CANCELLED_REQUEST = '/params/requestId';

export interface ModernStdioTimes extends SupervisorTimes {
  /** How long a process that never answered may stay silent before it counts as one of another era. */
  readonly silenceMs: number;
}

export const MODERN_STDIO_TIMES: ModernStdioTimes = { ...SUPERVISOR_TIMES, silenceMs: 10_000 };

/**
 * A hosted server of revision 2026-07-28: stateless, so one process serves all clients of an organisation. Ids, progress tokens
 * and the ids of subscriptions are ours on the way to it; what it says belongs to the call whose number it carries.
 * @see MCP specification 2026-07-28, "Transports: stdio"
 */
export class ModernStdioUpstream implements Upstream {
  private readonly supervisor: ChildSupervisor<ServerFacts>;
  private readonly calls = new Map<number, LinkCall>();
  /** Calls that asked for log messages, and whose they are. */
  private readonly logged = new Map<LinkCall, string>();
  private readonly port: CallPort;
  private facts: ServerFacts = NO_FACTS;
  private lastId = 0;

  constructor(command: () => LaunchCommand, logger: Logger, times: ModernStdioTimes = MODERN_STDIO_TIMES) {
    const handlers = {
      onLine: (line: Buffer) => this.onLine(line),
      onOversizedLine: () => this.onOversizedLine(),
      onReady: (facts: ServerFacts) => {
        this.facts = facts;
      },
      onDown: (error: AppError) => {
        for (const call of [...this.calls.values()]) call.fail(error);
      },
    };
    this.supervisor = new ChildSupervisor(command, modernHandshake(times.silenceMs), handlers, { logger, times });
    this.port = {
      whenReady: (call) => this.supervisor.whenReady(call),
      stopWaiting: (call) => this.supervisor.stopWaiting(call),
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
    // The one notification a modern client has is its cancellation, which comes by way of the exchange.
    if (call.kind !== 'request' || call.id === null) return reply(sink, { status: 202, sessionId: null }, null);
    if (this.calls.size + this.supervisor.waiting >= CALLS_MAX) {
      return refuse(
        sink,
        new AppError('upstream.unavailable', { detail: 'Too many calls are waiting for this server' }),
      );
    }
    const exchange: LinkCall = new LinkCall(++this.lastId, call, sink, this.port, {
      onOver: () => this.logged.delete(exchange),
    });
    if (wantsLog(call.params)) this.logged.set(exchange, call.peer.key);
    this.supervisor.whenReady(exchange);
    return exchange;
  }

  /** Modern servers say nothing outside the streams they were asked for. */
  listen(_request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    return refuse(sink, new AppError('request.method_not_allowed', { detail: 'This server offers no stream.' }));
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.supervisor.close();
  }

  private forget(call: LinkCall, reason: string | null): void {
    this.calls.delete(call.ourId);
    if (reason === null) return;
    const params = { requestId: call.ourId, reason: reason.slice(0, 200) };
    this.supervisor.write(notificationLine('notifications/cancelled', params));
  }

  private onLine(line: Buffer): void {
    const envelope = readEnvelope(line);
    if (envelope === null) return;
    if (envelope.method === null) this.onAnswer(line, envelope);
    // A modern server asks by its results; one that sends a request has no way to be answered.
    else if (envelope.id === null && isSound(line)) this.onNotification(line, envelopeMethod(line, envelope) ?? '');
  }

  private onAnswer(line: Buffer, envelope: Envelope): void {
    const id = envelopeId(line, envelope);
    const call = typeof id === 'number' ? this.calls.get(id) : undefined;
    if (call === undefined) return;
    // Bytes are read by place only when they are sound; the judge of answers refuses the rest.
    const named = isSound(line) ? locate(line, SUBSCRIPTION_OF_RESULT) : null;
    call.answer(line, envelope, named === null ? [] : [named]);
  }

  private onNotification(line: Buffer, method: string): void {
    const subscription = locate(line, SUBSCRIPTION_OF_NOTIFICATION);
    if (subscription !== null) {
      this.callAt(line, subscription)?.tellNamed(line, subscription);
    } else if (method === 'notifications/progress') {
      const token = locate(line, PROGRESS_TOKEN);
      if (token !== null) this.callAt(line, token)?.progress(line);
    } else if (method === 'notifications/message') {
      this.onLog(line);
    } else if (method === 'notifications/cancelled') {
      const id = locate(line, CANCELLED_REQUEST);
      const error = new AppError('upstream.unavailable', { detail: 'The server ended the subscription' });
      if (id !== null) this.callAt(line, id)?.fail(error);
    }
  }

  /** A log message does not say whose it is: it is told only where there is but one client it can be for. */
  private onLog(line: Buffer): void {
    const calls = [...this.logged].filter(([call]) => this.calls.has(call.ourId));
    const [newest] = calls.at(-1) ?? [];
    if (new Set(calls.map(([, owner]) => owner)).size === 1) newest?.tell(line);
  }

  private callAt(line: Buffer, { start, end }: Span): LinkCall | undefined {
    return this.calls.get(Number(line.toString('latin1', start, end)));
  }

  /** Nobody can tell whose answer was dropped, unless only one was due. */
  private onOversizedLine(): void {
    const [only] = this.calls.values();
    if (this.calls.size === 1) only?.fail(new AppError('upstream.too_large'));
  }
}

const wantsLog = (params: object | undefined): boolean =>
  (params as { _meta?: Readonly<Record<string, unknown>> } | undefined)?._meta?.[META_KEYS.logLevel] !== undefined;
