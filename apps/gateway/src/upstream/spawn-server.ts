import { type ChildProcess, spawn } from 'node:child_process';
import type { LaunchCommand } from './launchers.js';

/**
 * Starts a server: no shell, exactly this environment, and a process group of its own, so that it can be ended with whatever it
 * has started. Imports nothing of ours: who is in a hurry starts the server before loading what will talk to it.
 * @param stderr  `pipe` to read what it writes there, `inherit` to let it write where we do
 */
export const spawnServer = (
  { command, args, env, cwd }: Pick<LaunchCommand, 'command' | 'args' | 'env' | 'cwd'>,
  stderr: 'pipe' | 'inherit',
): ChildProcess =>
  spawn(command, [...args], {
    env: { ...env },
    shell: false,
    detached: true,
    stdio: ['pipe', 'pipe', stderr],
    ...(cwd !== undefined && { cwd }),
  });
