import { AppError, seconds } from '@sallyport/contracts';
import { envelopeId, LATEST_LEGACY_VERSION, readEnvelope } from '@sallyport/mcp';
import { type Backoff, backoffMs, type Logger } from '@sallyport/service-kit';
import { type ChildHandlers, HostedChild } from './hosted-child.js';
import { type InitializedServer, readInitializeAnswer } from './initialize-answer.js';
import type { LaunchCommand } from './launchers.js';
import type { UpstreamHealth } from './upstream.js';

export interface SupervisorTimes {
  /** From spawn to the answer to `initialize`. */
  readonly startTimeoutMs: number;
  readonly backoff: Backoff;
  /** A process that lived this long was well; its end counts as the first failure again. */
  readonly stableMs: number;
  /** How long nothing is started after {@link CRASHES_MAX} failures in a row. */
  readonly breakMs: number;
}

export const SUPERVISOR_TIMES: SupervisorTimes = {
  startTimeoutMs: seconds(30),
  backoff: { baseMs: 250, capMs: seconds(10) },
  stableMs: seconds(60),
  breakMs: seconds(30),
};
const CRASHES_MAX = 5;
const INITIALIZE_ID = 0;

export interface SupervisorHandlers {
  onLine(line: Buffer): void;
  onOversizedLine(): void;
  /** Initialised, for the first time or again. */
  onReady(server: InitializedServer): void;
  /** The process is gone, and with it every answer it owed. */
  onDown(error: AppError): void;
}

/** Somebody who needs the server running. */
export interface ReadyWaiter {
  onReady(server: InitializedServer): void;
  onFailed(error: AppError): void;
}

type State =
  | { readonly kind: 'idle' | 'closed' }
  | { readonly kind: 'starting'; readonly child: HostedChild; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'up'; readonly child: HostedChild; readonly since: number; readonly server: InitializedServer }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'broken'; readonly until: number };

/**
 * Keeps one hosted server running: started on first need, initialised once by us without any client capability, restarted
 * with growing, jittered pauses, and left alone for a while when it keeps ending.
 */
export class ChildSupervisor {
  private readonly command: () => LaunchCommand;
  private readonly handlers: SupervisorHandlers;
  private readonly logger: Logger;
  private readonly times: SupervisorTimes;
  private state: State = { kind: 'idle' };
  private crashes = 0;
  private detail = 'Not started yet';
  private waiters = new Set<ReadyWaiter>();

  constructor(command: () => LaunchCommand, handlers: SupervisorHandlers, logger: Logger, times: SupervisorTimes) {
    this.command = command;
    this.handlers = handlers;
    this.logger = logger;
    this.times = times;
  }

  get health(): Pick<UpstreamHealth, 'state' | 'detail'> {
    const { kind } = this.state;
    if (kind === 'up') return { state: 'up', detail: 'Running' };
    if (kind === 'starting') return { state: 'starting', detail: 'Starting' };
    return { state: kind === 'idle' && this.crashes === 0 ? 'unknown' : 'down', detail: this.detail };
  }

  /** How many wait for the server to run. */
  get waiting(): number {
    return this.waiters.size;
  }

  /** Calls back once, at once when the server runs already. */
  whenReady(waiter: ReadyWaiter): void {
    const { state } = this;
    if (state.kind === 'up') {
      waiter.onReady(state.server);
    } else if (state.kind === 'closed') {
      waiter.onFailed(new AppError('upstream.unavailable', { detail: 'The server was removed or changed' }));
    } else if (state.kind === 'broken' && performance.now() < state.until) {
      const retryAfterSeconds = Math.ceil((state.until - performance.now()) / 1000);
      waiter.onFailed(new AppError('upstream.unavailable', { detail: this.detail, retryAfterSeconds }));
    } else {
      this.waiters.add(waiter);
      if (state.kind === 'idle' || state.kind === 'broken') this.start();
    }
  }

  stopWaiting(waiter: ReadyWaiter): void {
    this.waiters.delete(waiter);
  }

  /** Sends one line; lost when the server does not run, whose end has been told then. */
  write(line: Buffer): void {
    if (this.state.kind === 'up') this.state.child.write(line);
  }

  async close(): Promise<void> {
    const { state } = this;
    this.state = { kind: 'closed' };
    const error = new AppError('upstream.unavailable', { detail: 'The server was removed or changed' });
    this.failWaiters(error);
    this.handlers.onDown(error);
    if (state.kind === 'waiting' || state.kind === 'starting') clearTimeout(state.timer);
    if (state.kind === 'starting' || state.kind === 'up') await state.child.stop();
  }

  private start(): void {
    let child: HostedChild;
    try {
      child = new HostedChild(
        this.command(),
        this.childHandlers(() => child),
        this.logger,
      );
    } catch (cause) {
      this.refuseStart(cause);
      return;
    }
    const timer = setTimeout(() => child.kill('The server did not start in time'), this.times.startTimeoutMs);
    this.state = { kind: 'starting', child, timer };
    child.write(INITIALIZE);
  }

  /** Nothing was started: the launcher is not on the list, or an argument cannot be one. Trying again costs nothing. */
  private refuseStart(cause: unknown): void {
    const detail = 'The server process could not be started';
    const error = cause instanceof AppError ? cause : new AppError('upstream.unavailable', { detail, cause });
    this.detail = error.detail;
    this.crashes = Math.max(this.crashes, 1);
    this.state = { kind: 'idle' };
    this.failWaiters(error);
  }

  private childHandlers(child: () => HostedChild): ChildHandlers {
    return {
      onLine: (line) => {
        if (this.state.kind === 'up') this.handlers.onLine(line);
        else if (this.state.kind === 'starting') this.onStartingLine(this.state, line);
      },
      onOversizedLine: () => this.handlers.onOversizedLine(),
      onExit: (detail) => this.onExit(detail, child().stderrTail),
    };
  }

  private onStartingLine(state: Extract<State, { kind: 'starting' }>, line: Buffer): void {
    const envelope = readEnvelope(line);
    if (envelope === null || envelope.method !== null || envelopeId(line, envelope) !== INITIALIZE_ID) return;
    const server = readInitializeAnswer(line);
    if (server === null) {
      state.child.kill('The server refused to be initialised');
      return;
    }
    clearTimeout(state.timer);
    state.child.write(INITIALIZED);
    this.state = { kind: 'up', child: state.child, since: performance.now(), server };
    this.logger.info({ protocolVersion: server.protocolVersion }, 'hosted server runs');
    this.handlers.onReady(server);
    const waiters = [...this.waiters];
    this.waiters.clear();
    for (const waiter of waiters) waiter.onReady(server);
  }

  private onExit(detail: string, stderrTail: readonly string[]): void {
    const { state } = this;
    if (state.kind === 'closed') return;
    if (state.kind === 'starting') clearTimeout(state.timer);
    if (state.kind === 'up' && performance.now() - state.since >= this.times.stableMs) this.crashes = 0;
    this.crashes++;
    this.detail = detail;
    this.logger.warn({ detail, crashes: this.crashes, stderrTail }, 'hosted server ended');
    this.state = this.crashes < CRASHES_MAX ? this.waitingState() : this.brokenState();
    const error = new AppError('upstream.unavailable', { detail });
    this.failWaiters(error);
    this.handlers.onDown(error);
  }

  private waitingState(): State {
    const timer = setTimeout(() => this.start(), backoffMs(this.crashes, this.times.backoff));
    return { kind: 'waiting', timer: timer.unref() };
  }

  private brokenState(): State {
    this.detail = `The server keeps ending and is left alone for a while (${this.detail})`;
    return { kind: 'broken', until: performance.now() + this.times.breakMs };
  }

  private failWaiters(error: AppError): void {
    const waiters = [...this.waiters];
    this.waiters.clear();
    for (const waiter of waiters) waiter.onFailed(error);
  }
}

const line = (message: object): Buffer => Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

const INITIALIZE = line({
  id: INITIALIZE_ID,
  method: 'initialize',
  params: {
    protocolVersion: LATEST_LEGACY_VERSION,
    capabilities: {},
    clientInfo: { name: 'sallyport-gateway', title: 'Sallyport', version: '0.1.0' },
  },
});

const INITIALIZED = line({ method: 'notifications/initialized' });
