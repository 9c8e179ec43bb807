import { type ChildProcess, spawn } from 'node:child_process';

/** Reads until its input closes, then kills the process group it was given. The text is fixed; only a number is added. */
const SCRIPT = 'read -r _; kill -s KILL -- "-$1"';

/**
 * Kills the process group of a hosted server when this process ends without being able to, such as by SIGKILL: the pipe it
 * waits on closes with us. It ignores our terminal's signals, having its own group.
 * @returns ends the watch; call it once the group is gone, before its number can belong to another
 */
export const watchGroup = (groupId: number): (() => void) => {
  const watchdog: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, 'sallyport-watchdog', String(groupId)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin?.on('error', () => undefined);
  watchdog.unref();
  return () => {
    watchdog.kill('SIGKILL');
  };
};
