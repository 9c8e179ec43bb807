import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where this program keeps what it has to remember.
 * @see XDG Base Directory Specification: a relative XDG_STATE_HOME is to be ignored
 */
export const stateFolder = (env: Readonly<Record<string, string | undefined>>): string => {
  const { XDG_STATE_HOME: home } = env;
  const base = home !== undefined && isAbsolute(home) ? home : join(homedir(), '.local', 'state');
  return join(base, 'sallyport');
};
