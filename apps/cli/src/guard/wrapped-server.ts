import type { ChildProcess } from 'node:child_process';
import type { LaunchCommand, ProcessEnd, ProcessKeeper } from '@sallyport/gateway/embed';
import { spawnServer } from '@sallyport/gateway/spawn-server';

/** How a server ended by itself, or why it could not begin. */
export interface ServerEnd extends ProcessEnd {
  readonly failure?: Error;
}

export type ServerCommand = Omit<LaunchCommand, 'keeper'>;

/** How long a server nobody has spoken to yet may take to end when its input does. */
const UNUSED_END_MS = 2_000;

/**
 * The processes of the wrapped server: one from the very beginning, so that it starts while we still load, and more where a
 * client needs them. They write to our stderr and get the signals we get.
 */
export class WrappedServer implements ProcessKeeper {
  private readonly server: ServerCommand;
  private readonly onEnd: (end: ServerEnd) => void;
  private readonly running = new Set<ChildProcess>();
  /** Started ahead and taken by nobody so far. */
  private unused: ChildProcess | null;

  /** @param onEnd  told of every process that ended though nobody asked it to */
  constructor(server: ServerCommand, onEnd: (end: ServerEnd) => void) {
    this.server = server;
    this.onEnd = onEnd;
    this.unused = this.start();
    this.unused.once('exit', (code, signal) => this.onUnusedEnd({ code, signal, spoke: false }));
    this.unused.once('error', (failure) => this.onUnusedEnd({ code: null, signal: null, spoke: false, failure }));
  }

  get launchCommand(): LaunchCommand {
    return { ...this.server, keeper: this };
  }

  get isRunning(): boolean {
    return this.running.size > 0;
  }

  spawn(): ChildProcess {
    const { unused } = this;
    this.unused = null;
    return unused ?? this.start();
  }

  onEnded(end: ProcessEnd): void {
    this.onEnd(end);
  }

  /** Passes a signal on to all processes and whatever they have started. */
  signal(signal: NodeJS.Signals): void {
    for (const { pid } of this.running) {
      try {
        if (pid !== undefined) process.kill(-pid, signal);
      } catch {
        // It is gone already.
      }
    }
  }

  /** Ends the process that nobody has taken; those that were taken end with who took them. */
  async close(): Promise<void> {
    const { unused } = this;
    this.unused = null;
    if (unused === null || !this.running.has(unused)) return;
    const gone = new Promise((resolve) => unused.once('exit', resolve));
    unused.stdin?.end();
    const kill = setTimeout(() => this.signal('SIGKILL'), UNUSED_END_MS);
    await gone;
    clearTimeout(kill);
  }

  private start(): ChildProcess {
    const child = spawnServer(this.server, 'inherit');
    this.running.add(child);
    child.once('exit', () => this.running.delete(child));
    child.once('error', () => this.running.delete(child));
    return child;
  }

  private onUnusedEnd(end: ServerEnd): void {
    if (this.unused === null) return;
    this.unused = null;
    this.onEnd(end);
  }
}
