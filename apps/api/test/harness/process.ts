import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface TestProcess {
  /** Resolves once a line with `text` was written; rejects when the process ends before. */
  waitFor(text: string): Promise<void>;
  /** Sends a signal. @returns exit code, or the signal that ended it, and the time that took */
  stop(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  readonly output: () => string;
}

const running = new Set<ChildProcess>();

/** Runs a built entry point of the api as a process of its own, with exactly this environment. */
export const startProcess = (
  entry: string,
  env: Readonly<Record<string, string>>,
  args: string[] = [],
): TestProcess => {
  const script = fileURLToPath(new URL(`../../dist/${entry}`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { env: { PATH: process.env.PATH ?? '', ...env } });
  running.add(child);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return {
    output: () => output,
    waitFor: async (text) => {
      for (let waited = 0; !output.includes(text); waited += 20) {
        if (child.exitCode !== null || waited > 15_000) throw new Error(`"${text}" did not come:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: async (signal) => {
      const startedAt = performance.now();
      child.kill(signal);
      return { code: await exited, tookMs: performance.now() - startedAt };
    },
  };
};

/** Ends what a failed test left running. */
export const killProcesses = (): void => {
  for (const child of running) child.kill('SIGKILL');
};
