import type { Logger } from './logging/logger.js';

/** Longest a part may take to close before the next one is closed regardless. */
export const SHUTDOWN_STEP_TIMEOUT_MS = 10_000;

export interface Shutdown {
  /**
   * Adds a part to close. Parts are closed in the reverse order of registration, one after the other: what was built on
   * top of something closes before it.
   */
  register(name: string, close: () => Promise<void> | void, timeoutMs?: number): void;
  /**
   * Closes everything once; further calls get the same promise. Never rejects.
   * @returns false when a part failed or did not finish in time
   */
  run(signal: string): Promise<boolean>;
}

interface Step {
  readonly name: string;
  readonly close: () => Promise<void> | void;
  readonly timeoutMs: number;
}

/** Coordinates an orderly end of the process. A part that hangs or fails delays the others by its time limit at most. */
export function createShutdown(logger: Pick<Logger, 'info' | 'error'>): Shutdown {
  const steps: Step[] = [];
  let running: Promise<boolean> | null = null;

  const closeAll = async (signal: string): Promise<boolean> => {
    logger.info({ signal }, 'shutting down');
    let clean = true;
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await within(step);
      } catch (err) {
        clean = false;
        logger.error({ err, part: step.name }, 'a part did not close');
      }
    }
    return clean;
  };

  return {
    register: (name, close, timeoutMs = SHUTDOWN_STEP_TIMEOUT_MS) => void steps.push({ name, close, timeoutMs }),
    run: (signal) => {
      running ??= closeAll(signal);
      return running;
    },
  };
}

/**
 * Runs the shutdown on SIGTERM and SIGINT and then exits: 0 when clean, 1 when not. A second signal exits at once with 1,
 * so that an impatient person is obeyed.
 */
export function exitOnSignals(shutdown: Shutdown, target: NodeJS.Process = process): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) {
      target.exit(1);
      return;
    }
    asked = true;
    void shutdown.run(signal).then((clean) => target.exit(clean ? 0 : 1));
  };
  target.on('SIGTERM', onSignal);
  target.on('SIGINT', onSignal);
}

async function within({ name, close, timeoutMs }: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not close within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([Promise.resolve(close()), late]);
  } finally {
    clearTimeout(timer);
  }
}
