import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { mib } from '@sallyport/contracts';
import { LineFramer } from '@sallyport/mcp';
import type { Logger } from '@sallyport/service-kit';
import { watchGroup } from './child-watchdog.js';
import type { LaunchCommand, ProcessKeeper } from './launchers.js';
import { spawnServer } from './spawn-server.js';
import { StderrLog } from './stderr-log.js';

export interface ChildHandlers {
  onLine(line: Buffer): void;
  /** A line over the limit was dropped. */
  onOversizedLine(): void;
  /** Once; the process and its group are gone. `started`: there was one. */
  onExit(detail: string, started: boolean): void;
}

/** Bytes that may wait for the child to read them. More than this and it is not reading at all. */
const STDIN_BYTES_MAX = mib(16);
const LINE_BYTES_MAX = mib(16);
/** Waits between closing stdin, SIGTERM and SIGKILL, as the lifecycle page orders them. */
const STOP_STEP_MS = 2_000;
/** Output may outlive the process in a grandchild that left the group; it is waited for no longer than this. */
const OUTPUT_GRACE_MS = 1_000;

/** One process of a hosted server, in a process group of its own that ends with it and with us. */
export class HostedChild {
  private readonly process: ChildProcess;
  private readonly stdin: Writable;
  private readonly stdout: Readable;
  private readonly keeper: ProcessKeeper | undefined;
  private readonly handlers: ChildHandlers;
  private readonly stderr: StderrLog;
  private readonly unwatch: () => void;
  private exitDetail: string | null = null;
  private spoke = false;
  /** It was told to end, so its end says nothing about it. */
  private dismissed = false;
  private exited = false;
  private readonly whenGone: Promise<void>;
  private markGone: () => void = () => undefined;

  constructor(command: LaunchCommand, handlers: ChildHandlers, logger: Logger) {
    this.handlers = handlers;
    this.stderr = new StderrLog(logger);
    this.whenGone = new Promise((resolve) => {
      this.markGone = resolve;
    });
    this.keeper = command.keeper;
    this.process = command.keeper?.spawn() ?? spawnServer(command, 'pipe');
    const { stdin, stdout } = this.process;
    if (stdin === null || stdout === null) throw new TypeError('a server needs pipes to be spoken to');
    this.stdin = stdin;
    this.stdout = stdout;
    this.unwatch = this.process.pid === undefined ? () => undefined : watchGroup(this.process.pid);
    this.listen();
  }

  /** Last lines of stderr, for the log. */
  get stderrTail(): readonly string[] {
    return this.stderr.tail;
  }

  /** Sends one message with its newline. A child that has stopped reading is ended; its calls fail then. */
  write(line: Buffer): void {
    if (this.exited) return;
    if (this.stdin.writableLength + line.length > STDIN_BYTES_MAX) {
      this.kill('The server process stopped reading');
      return;
    }
    this.stdin.write(line);
  }

  /** Asks the server to end, then makes it: stdin closed, SIGTERM, SIGKILL. Settles when it is gone. */
  async stop(): Promise<void> {
    this.dismissed = true;
    this.stdin.end();
    const steps = [
      setTimeout(() => this.signalGroup('SIGTERM'), STOP_STEP_MS),
      setTimeout(() => this.signalGroup('SIGKILL'), 2 * STOP_STEP_MS),
    ];
    await this.whenGone;
    for (const step of steps) clearTimeout(step);
  }

  /** Ends the whole group at once. */
  kill(detail: string): void {
    this.dismissed = true;
    this.exitDetail ??= detail;
    this.signalGroup('SIGKILL');
  }

  private listen(): void {
    const { process: child, handlers, stdin, stdout } = this;
    const framer = new LineFramer({ lineBytesMax: LINE_BYTES_MAX, onOversized: () => handlers.onOversizedLine() });
    stdout.on('data', (chunk: Buffer) => {
      this.spoke = true;
      framer.push(chunk, (line) => handlers.onLine(line));
    });
    child.stderr?.on('data', (chunk: Buffer) => this.stderr.push(chunk));
    for (const stream of [stdin, stdout, child.stderr]) stream?.on('error', () => undefined);
    child.on('error', () => this.onGone());
    child.on('exit', (code, signal) => this.onExit(code, signal));
    child.on('close', () => this.onGone());
    // A keeper may have started it some time ago.
    if (child.exitCode !== null || child.signalCode !== null) this.onExit(child.exitCode, child.signalCode);
  }

  private onExit(code: number | null, signal: NodeJS.Signals | null): void {
    this.exitDetail ??= describeExit(code, signal);
    this.signalGroup('SIGKILL');
    setTimeout(() => this.onGone(), OUTPUT_GRACE_MS).unref();
  }

  private onGone(): void {
    if (this.exited) return;
    this.exited = true;
    this.unwatch();
    this.stdin.destroy();
    this.stdout.destroy();
    this.process.stderr?.destroy();
    this.markGone();
    this.handlers.onExit(this.exitDetail ?? 'The server process could not be started', this.process.pid !== undefined);
    const { exitCode: code, signalCode: signal } = this.process;
    if (!this.dismissed) this.keeper?.onEnded({ code, signal, spoke: this.spoke });
  }

  private signalGroup(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.process;
    if (pid === undefined || this.exited) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}

const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `The server process ended with code ${code ?? 0}` : `The server process was ended by ${signal}`;
