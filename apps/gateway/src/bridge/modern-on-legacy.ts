import { AppError, minutes, toAppError } from '@sallyport/contracts';
import { editObject, LOG_LEVELS, type LogLevel, MCP_ERRORS, META_KEYS } from '@sallyport/mcp';
import { refuse, reply } from '../upstream/local-answer.js';
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
import { BridgedCaller, type CallerEvents } from './bridged-caller.js';
import { hasTasks } from './capabilities.js';
import { CarriedCall } from './carried-call.js';
import { errorCodeOf, toModernError, toModernResult } from './legacy-answers.js';
import { LegacySessions, needsStream, SESSION_IDLE_MS } from './legacy-sessions.js';
import { LegacyTasks, needsTasks } from './legacy-tasks.js';
import { discovered } from './modern-discover.js';
import { ModernListen } from './modern-listen.js';
import { ParkedExchanges } from './parked-exchanges.js';
import { resultMessage, type ServerMessage, stringAt, withId } from './rpc.js';
import { refusesUrl, urlQuestions } from './url-elicitation.js';

export interface ModernOnLegacyOptions {
  /** Name of this process among the replicas; see `replicas/bound-id.ts`. */
  readonly replicaId: string;
  readonly times?: Partial<ModernOnLegacyTimes>;
}

export interface ModernOnLegacyTimes {
  /** How long questions of a server that come close together are gathered for one answer. */
  readonly gatherMs: number;
  /** How long a call waits for its client to come back. */
  readonly parkedMs: number;
  /** How long a session nobody uses is kept. */
  readonly sessionIdleMs: number;
  /** Longest life of one call at the server, all rounds included. */
  readonly exchangeMs: number;
}

const TIMES: ModernOnLegacyTimes = {
  gatherMs: 10,
  parkedMs: minutes(5),
  sessionIdleMs: SESSION_IDLE_MS,
  exchangeMs: minutes(60),
};

/**
 * Lets modern clients use a legacy server. Each client gets sessions of its own, begun in its name; its requests travel in them
 * under ids that are unique there, and what the server asks meanwhile is put to the client by `input_required`.
 */
export class ModernOnLegacy implements Upstream {
  private readonly legacy: Upstream;
  private readonly times: ModernOnLegacyTimes;
  private readonly sessions: LegacySessions;
  private readonly parked: ParkedExchanges;
  private readonly tasks: LegacyTasks;

  constructor(legacy: Upstream, { replicaId, times }: ModernOnLegacyOptions) {
    this.legacy = legacy;
    this.times = { ...TIMES, ...times };
    this.sessions = new LegacySessions(legacy, this.times.sessionIdleMs);
    this.parked = new ParkedExchanges(replicaId, this.times.parkedMs);
    this.tasks = new LegacyTasks(this.sessions, replicaId);
  }

  get health(): UpstreamHealth {
    return this.legacy.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    // A modern client has nothing to say to a server beside its requests.
    if (call.kind !== 'request') return reply(sink, { status: 202, sessionId: null }, null);
    if (call.method === 'subscriptions/listen') return new ModernListen(call, sink, this.sessions).start();
    if (call.method === 'server/discover') return this.work(call, sink, (exchange) => this.discover(call, exchange));
    if (call.method?.startsWith('tasks/') === true)
      return this.work(call, sink, (exchange) => this.onTask(call, exchange));
    const state = stringAt(call.body, '/params/requestState');
    if (state !== null) return this.work(call, sink, (exchange) => this.continue(call, exchange, state));
    if (refusesUrl(call.body)) return refuse(sink, new AppError('mcp.input_refused'));
    return this.work(call, sink, (exchange) => this.begin(call, exchange, true));
  }

  listen(_request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    return refuse(sink, new AppError('request.method_not_allowed'));
  }

  end(_peer: Peer, _session: UpstreamSession): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.parked.close();
    this.tasks.close();
    await this.sessions.close();
    await this.legacy.close();
  }

  private work(
    call: UpstreamCall,
    sink: UpstreamSink,
    run: (exchange: ModernExchange) => Promise<void> | void,
  ): UpstreamExchange {
    const exchange = new ModernExchange(call, sink);
    // Nothing may be told before this returns.
    Promise.resolve()
      .then(() => run(exchange))
      .catch((thrown: unknown) => exchange.caller.fail(sessionless(toAppError(thrown))));
    return exchange;
  }

  private async discover({ peer }: UpstreamCall, { caller }: ModernExchange): Promise<void> {
    const { session, release } = await this.sessions.lease(peer, null);
    caller.finish(resultMessage(caller.id, discovered(session.initialized)));
    release();
  }

  private async onTask(call: UpstreamCall, { caller }: ModernExchange): Promise<void> {
    caller.finish(await this.tasks.handle(call));
  }

  /** @param mayBeginAnew  whether a session the server has forgotten is made again */
  private async begin(call: UpstreamCall, exchange: ModernExchange, mayBeginAnew: boolean): Promise<void> {
    const { caller } = exchange;
    const level = logLevelOf(call.params);
    const { session, release } = await this.sessions.lease(call.peer, level);
    if (needsStream(session)) await session.openStream();
    if (session.isLost && mayBeginAnew && !caller.isOver) {
      release();
      await this.begin(call, exchange, false);
      return;
    }
    const asTask = call.method === 'tools/call' && (await session.needsTask(nameOf(call.params)));
    if (asTask && !hasTasks(call.peer.capabilities)) caller.finish(needsTasks(caller.id));
    if (caller.isOver) {
      release();
      return;
    }
    const carried = new CarriedCall(call, caller, session, this.times, {
      onPark: (parked) => this.parked.park(parked, call.peer),
      onResponse: (_, waiting, response) => {
        if (asTask && response.envelope.error === null) this.becomeTask(call, waiting, response);
        else waiting.finish(toModern(call, waiting, response));
      },
      onFailed: ({ hasBegun }, waiting, error) => {
        session.note(error);
        // A session that is not known did nothing, so the call can be made again.
        if (session.isLost && mayBeginAnew && !hasBegun) this.retry(call, exchange);
        else waiting.fail(sessionless(error));
      },
      onOver: release,
    });
    exchange.carried = carried;
    carried.start(asTask ? (body) => editObject(body, '/params', { set: { task: '{}' } }) : undefined);
  }

  /** The session stays for as long as the task is followed. */
  private becomeTask(call: UpstreamCall, caller: BridgedCaller, response: ServerMessage): void {
    this.sessions.lease(call.peer, logLevelOf(call.params)).then(
      (lease) => {
        const created = this.tasks.created(response.raw, caller.id, call.peer, lease);
        caller.finish(created ?? toModern(call, caller, response));
      },
      (thrown: unknown) => caller.fail(sessionless(toAppError(thrown))),
    );
  }

  private retry(call: UpstreamCall, exchange: ModernExchange): void {
    this.begin(call, exchange, false).catch((thrown: unknown) => exchange.caller.fail(sessionless(toAppError(thrown))));
  }

  private continue({ peer, method, body }: UpstreamCall, exchange: ModernExchange, state: string): void {
    const carried = this.parked.take(state, peer.key, method);
    if (carried === null) throw new AppError('mcp.exchange_lost');
    exchange.carried = carried;
    carried.continue(exchange.caller, body);
  }
}

/** One request of a modern client: who waits, and the call at the server that works for it at the moment. */
class ModernExchange implements UpstreamExchange, CallerEvents {
  readonly caller: BridgedCaller;
  carried: CarriedCall | null = null;

  constructor(call: UpstreamCall, sink: UpstreamSink) {
    this.caller = new BridgedCaller(call, sink, this);
  }

  resume(): void {
    this.caller.resume();
  }

  cancel(reason: string): void {
    this.caller.close();
    this.stop(reason);
  }

  onResume(): void {
    if (this.carried?.serves(this.caller) === true) this.carried.resume();
  }

  onTimeout(): void {
    this.caller.fail(new AppError('upstream.timeout'));
    this.stop('The request timed out');
  }

  /** A call that waits for another request by now is that one's to cancel. */
  private stop(reason: string): void {
    if (this.carried?.serves(this.caller) === true) this.carried.cancel(reason);
  }
}

/** A legacy response as the client gets it. */
const toModern = ({ method, peer }: UpstreamCall, { id }: BridgedCaller, response: ServerMessage): Buffer => {
  const raw = withId(response, id);
  if (response.envelope.error === null) return toModernResult(raw, method ?? '');
  if (errorCodeOf(raw) === MCP_ERRORS.urlElicitationRequired) return urlQuestions(raw, id, peer.capabilities);
  return toModernError(raw, method ?? '');
};

/** A modern client has no session it could begin anew. */
const sessionless = (error: AppError): AppError =>
  error.code === 'mcp.session_not_found'
    ? new AppError('upstream.unavailable', { detail: 'The server ended the session of this call', cause: error })
    : error;

const nameOf = (params: object | undefined): string => String((params as { name?: unknown } | undefined)?.name);

const logLevelOf = (params: object | undefined): LogLevel | null => {
  const level = (params as { _meta?: Readonly<Record<string, unknown>> } | undefined)?._meta?.[META_KEYS.logLevel];
  return LOG_LEVELS.find((known) => known === level) ?? null;
};
