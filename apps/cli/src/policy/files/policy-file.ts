import { readFile } from 'node:fs/promises';
import { CliError, EXIT, systemCode, usageError } from '../../cli-error.js';

/** A policy text and the path it was read from, as it was given. */
export interface PolicyFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads the files a command names, in their order.
 * @param command  as in `policy check`, for the sentence when there is none
 * @throws CliError when none is named or one cannot be read
 */
export const readPolicyFiles = async (command: string, files: readonly string[]): Promise<readonly PolicyFile[]> => {
  if (files.length === 0) throw usageError(`Name a policy file: sallyport ${command} policy.yaml`, command);
  return Promise.all(files.map(async (file) => ({ file, text: await readText(file) })));
};

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
};

/** The sentence for a file that could not be read. */
export const unreadable = (file: string, cause: unknown): CliError => {
  const code = systemCode(cause);
  const why = { ENOENT: 'does not exist', EISDIR: 'is a folder; name the files in it' }[code ?? ''];
  return new CliError(EXIT.failed, `${file} ${why ?? `cannot be read (${code})`}.`, cause);
};
