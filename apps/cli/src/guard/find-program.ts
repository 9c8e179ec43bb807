import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { CliError, EXIT } from '../cli-error.js';

/**
 * Finds what a command would start, as a shell does: a name with a slash is a path, any other is looked for in `PATH`.
 * @returns path of the program
 * @throws CliError with the exit codes of shells when there is none (127) or it may not be executed (126)
 */
export const findProgram = async (command: string, path: string | undefined): Promise<string> => {
  const candidates = command.includes('/')
    ? [command]
    : (path ?? '').split(delimiter).map((folder) => join(folder === '' ? '.' : folder, command));
  let blocked: string | null = null;
  for (const candidate of candidates) {
    const kind = await examine(candidate);
    if (kind === 'program') return candidate;
    if (kind !== 'absent') blocked ??= explain(candidate, kind);
  }
  if (blocked !== null) throw new CliError(EXIT.notExecutable, blocked);
  const where = command.includes('/') ? 'does not exist' : 'was not found in PATH';
  throw new CliError(EXIT.notFound, `The command "${command}" ${where}. Check its spelling, or install it.`);
};

type Kind = 'program' | 'absent' | 'folder' | 'no-permission';

const examine = async (path: string): Promise<Kind> => {
  try {
    if ((await stat(path)).isDirectory()) return 'folder';
  } catch {
    return 'absent';
  }
  return access(path, constants.X_OK).then(
    () => 'program',
    () => 'no-permission',
  );
};

const explain = (path: string, kind: 'folder' | 'no-permission'): string =>
  kind === 'folder'
    ? `"${path}" is a folder, not a command.`
    : `"${path}" may not be executed. Run "chmod +x ${path}", or start it with its interpreter, such as "node ${path}".`;
