import { constants } from 'node:os';
import type { UpstreamChoice } from '../args/upstream-choice.js';
import { CliError, EXIT, systemCode } from '../cli-error.js';
import { createTerminal } from '../terminal/terminal.js';
import { findProgram } from './find-program.js';
import { readGuardOptions } from './guard-options.js';
import { type ServerEnd, WrappedServer } from './wrapped-server.js';

type End =
  | { readonly by: 'client' }
  | { readonly by: 'server'; readonly end: ServerEnd }
  | { readonly by: 'signal'; readonly signal: NodeJS.Signals };

/** Signals that are the server's as much as ours. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long answers under way are waited for when the client says no more. */
const LAST_ANSWERS_MS = 5_000;

/**
 * Puts the checkpoint between whoever started this process and one server, until one of them ends. A server that is a command is
 * started before anything that costs time is loaded; nothing is said to it before the policy is in force.
 * @returns what to exit with: 0 when the client ended it, else what the server ended with
 */
export const runGuard = async (argv: readonly string[]): Promise<number> => {
  const options = readGuardOptions(argv);
  const { upstream } = options;
  const terminal = createTerminal(process.stderr, process.env);
  const ending = new Ending();
  const server = upstream.kind === 'url' ? null : await wrap(upstream, ending);
  ending.listen(server);
  try {
    const { startGuard } = await import('./start-guard.js');
    const { stdin: input, stdout: output } = process;
    const guard = await startGuard({ ...options, server, input, output, terminal });
    ending.guarded(guard);
    const end = await ending.reached;
    await guard.front.settled(end.by === 'client' ? LAST_ANSWERS_MS : SETTLE_MS);
    await guard.close();
    return exitCodeOf(end, upstream.kind === 'url' ? upstream.url.host : upstream.command);
  } finally {
    ending.forget();
    await server?.close();
  }
};

const wrap = async (
  { command, args }: Extract<UpstreamChoice, { kind: 'command' }>,
  ending: Ending,
): Promise<WrappedServer> => {
  const program = await findProgram(command, process.env.PATH);
  const env = withoutUndefined(process.env);
  return new WrappedServer({ command: program, args, env, cwd: undefined }, (end) => ending.serverEnded(end));
};

interface Guarded {
  readonly front: { readonly ended: Promise<void>; settled(withinMs: number): Promise<void> };
}

/** Waits for the first thing that ends a guard. */
class Ending {
  readonly reached: Promise<End>;
  private reach: (end: End) => void = () => undefined;
  private server: WrappedServer | null = null;
  private guard: Guarded | null = null;
  private signalled = false;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.reach = resolve;
    });
  }

  listen(server: WrappedServer | null): void {
    this.server = server;
    for (const signal of PASSED_ON) process.on(signal, this.onSignal);
  }

  guarded(guard: Guarded): void {
    this.guard = guard;
    void guard.front.ended.then(() => this.reach({ by: 'client' }));
  }

  /**
   * One that never spoke may have ended over being asked for a revision it does not have; when another process has taken over,
   * the guard goes on.
   */
  serverEnded(end: ServerEnd): void {
    if (end.spoke) {
      this.reach({ by: 'server', end });
      return;
    }
    const settled = this.guard?.front.settled(SETTLE_MS) ?? Promise.resolve();
    void settled.then(() => {
      if (this.server?.isRunning !== true) this.reach({ by: 'server', end });
    });
  }

  forget(): void {
    for (const signal of PASSED_ON) process.off(signal, this.onSignal);
  }

  /** The server decides what the first one means; whoever sends a second one means it. */
  private readonly onSignal = (signal: NodeJS.Signals): void => {
    if (this.signalled || this.server?.isRunning !== true) {
      this.server?.signal('SIGKILL');
      this.reach({ by: 'signal', signal });
    }
    this.signalled = true;
    this.server?.signal(signal);
  };
}

/** Calls the server's end has broken off are answered at once; one that is tried elsewhere takes no longer than this. */
const SETTLE_MS = 1_000;

const exitCodeOf = (end: End, command: string): number => {
  if (end.by === 'client') return EXIT.ok;
  if (end.by === 'signal') return EXIT.signal + constants.signals[end.signal];
  const { code, signal, failure } = end.end;
  if (failure !== undefined) {
    const sentence = `The command "${command}" cannot be started (${systemCode(failure)}).`;
    throw new CliError(EXIT.notExecutable, sentence, failure);
  }
  return signal === null ? (code ?? EXIT.ok) : EXIT.signal + constants.signals[signal];
};

const withoutUndefined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
