import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, EXIT, systemCode } from '../../cli-error.js';

/**
 * Writes a file a command was asked for, in a folder that is made when it is not there.
 * @throws CliError when it cannot be written
 */
export const writeOutput = async (file: string, text: string): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new CliError(EXIT.failed, `${file} cannot be written (${systemCode(cause)}).`, cause);
  }
};
