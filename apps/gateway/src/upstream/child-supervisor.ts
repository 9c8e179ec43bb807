import { AppError, seconds } from '@sallyport/contracts';
import { type Backoff, backoffMs, type Logger } from '@sallyport/service-kit';
import { type Handshake, handshakeRefused } from './handshake.js';
import { type ChildHandlers, HostedChild } from './hosted-child.js';
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
/** How long a process that speaks another era is not asked again. */
const REFUSED_MS = seconds(10);

export interface SupervisorHandlers<Server> {
  onLine(line: Buffer): void;
  onOversizedLine(): void;
  /** Greeted, for the first time or again. */
  onReady(server: Server): void;
  /** The process is gone, and with it every answer it owed. */
  onDown(error: AppError): void;
}

/** Somebody who needs the server running. */
export interface ReadyWaiter<Server> {
  onReady(server: Server): void;
  onFailed(error: AppError): void;
}

type State<Server> =
  | { readonly kind: 'idle' | 'closed' }
  | { readonly kind: 'starting'; readonly child: HostedChild; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'up'; readonly child: HostedChild; readonly since: number; readonly server: Server }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'broken'; readonly until: number; readonly error: AppError };

/**
 * Keeps one hosted server running: started on first need, greeted once by us, restarted with growing, jittered pauses, and left
 * alone for a while when it keeps ending. One that speaks another era is stopped, and started again only when it is needed.
 */
export class ChildSupervisor<Server> {
  private readonly command: () => LaunchCommand;
  private readonly handshake: Handshake<Server>;
  private readonly handlers: SupervisorHandlers<Server>;
  private readonly logger: Logger;
  private readonly times: SupervisorTimes;
  private state: State<Server> = { kind: 'idle' };
  /** Whether it has ever answered the greeting. */
  private greeted = false;
  private crashes = 0;
  private detail = 'Not started yet';
  private waiters = new Set<ReadyWaiter<Server>>();

  constructor(
    command: () => LaunchCommand,
    handshake: Handshake<Server>,
    handlers: SupervisorHandlers<Server>,
    { logger, times }: { readonly logger: Logger; readonly times: SupervisorTimes },
  ) {
    this.command = command;
    this.handshake = handshake;
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
  whenReady(waiter: ReadyWaiter<Server>): void {
    const { state } = this;
    if (state.kind === 'up') {
      waiter.onReady(state.server);
    } else if (state.kind === 'closed') {
      waiter.onFailed(new AppError('upstream.unavailable', { detail: 'The server was removed or changed' }));
    } else if (state.kind === 'broken' && performance.now() < state.until) {
      waiter.onFailed(state.error);
    } else {
      this.waiters.add(waiter);
      if (state.kind === 'idle' || state.kind === 'broken') this.start();
    }
  }

  stopWaiting(waiter: ReadyWaiter<Server>): void {
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
    const patienceMs = (this.greeted ? null : this.handshake.silenceMs) ?? this.times.startTimeoutMs;
    const timer = setTimeout(() => child.kill('The server did not start in time'), patienceMs);
    this.state = { kind: 'starting', child, timer };
    child.write(this.handshake.hello);
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
      onExit: (detail, started) => {
        const { state } = this;
        const current = state.kind === 'starting' || state.kind === 'up' ? state.child : null;
        // One that was refused has been replaced or given up before it is gone.
        if (current === child()) this.onExit(detail, started, current.stderrTail);
      },
    };
  }

  private onStartingLine(state: Extract<State<Server>, { kind: 'starting' }>, line: Buffer): void {
    const server = this.handshake.read(line);
    if (server === null) return;
    clearTimeout(state.timer);
    if (server === 'refused') {
      this.onRefused();
      state.child.kill(this.detail);
      return;
    }
    const { thanks } = this.handshake;
    if (thanks !== null) state.child.write(thanks);
    this.greeted = true;
    this.state = { kind: 'up', child: state.child, since: performance.now(), server };
    this.logger.info('hosted server runs');
    this.handlers.onReady(server);
    const waiters = [...this.waiters];
    this.waiters.clear();
    for (const waiter of waiters) waiter.onReady(server);
  }

  private onExit(detail: string, started: boolean, stderrTail: readonly string[]): void {
    const { state } = this;
    if (state.kind === 'starting') {
      clearTimeout(state.timer);
      if (started && !this.greeted && this.handshake.silenceMs !== null) {
        this.onRefused();
        return;
      }
    }
    if (state.kind === 'up' && performance.now() - state.since >= this.times.stableMs) this.crashes = 0;
    this.crashes++;
    this.detail = detail;
    this.logger.warn({ detail, crashes: this.crashes, stderrTail }, 'hosted server ended');
    this.state = this.crashes < CRASHES_MAX ? this.waitingState() : this.brokenState();
    const error = new AppError('upstream.unavailable', { detail });
    this.failWaiters(error);
    this.handlers.onDown(error);
  }

  /** It speaks another era: nothing is wrong with it, and nothing gets better by starting it again. */
  private onRefused(): void {
    const error = handshakeRefused();
    this.detail = error.detail;
    this.crashes = Math.max(this.crashes, 1);
    this.state = { kind: 'broken', until: performance.now() + REFUSED_MS, error };
    this.logger.info({ detail: error.detail }, 'hosted server speaks another era');
    this.failWaiters(error);
    this.handlers.onDown(error);
  }

  private waitingState(): State<Server> {
    const timer = setTimeout(() => this.start(), backoffMs(this.crashes, this.times.backoff));
    return { kind: 'waiting', timer: timer.unref() };
  }

  private brokenState(): State<Server> {
    this.detail = `The server keeps ending and is left alone for a while (${this.detail})`;
    const { breakMs } = this.times;
    const error = new AppError('upstream.unavailable', {
      detail: this.detail,
      retryAfterSeconds: Math.ceil(breakMs / 1000),
    });
    return { kind: 'broken', until: performance.now() + breakMs, error };
  }

  private failWaiters(error: AppError): void {
    const waiters = [...this.waiters];
    this.waiters.clear();
    for (const waiter of waiters) waiter.onFailed(error);
  }
}
