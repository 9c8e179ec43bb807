import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { SERVICE_TOKEN_PATTERN } from '@sallyport/contracts';
import { CliError, EXIT, systemCode } from '../cli-error.js';

/** What clients have to show, and where it came from. */
export interface BearerToken {
  readonly token: string;
  /** `made`: nobody knows it yet, so it has to be shown once. */
  readonly source: 'made' | 'made-file' | 'file' | 'environment';
}

/**
 * The token of this gateway: of the file, which is made when it is not there, or of `SALLYPORT_TOKEN`, or a new one. Never of the
 * command line, which every user of the machine can read.
 * @throws CliError when it is not one, or the file cannot be read or written
 */
export const findToken = async (file: string | undefined, fromEnv: string | undefined): Promise<BearerToken> => {
  if (file !== undefined) return tokenOfFile(file);
  if (fromEnv === undefined || fromEnv === '') return { token: newToken(), source: 'made' };
  return { token: checked(fromEnv, 'SALLYPORT_TOKEN'), source: 'environment' };
};

/** Lower-case hexadecimal SHA-256, as snapshots hold it. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const tokenOfFile = async (file: string): Promise<BearerToken> => {
  try {
    return { token: checked((await readFile(file, 'utf8')).trim(), file), source: 'file' };
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') throw asCliError(cause, `The token file ${file} cannot be read`);
  }
  const token = newToken();
  try {
    await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw asCliError(cause, `The token file ${file} cannot be written`);
  }
  return { token, source: 'made-file' };
};

const asCliError = (cause: unknown, sentence: string): CliError =>
  cause instanceof CliError ? cause : new CliError(EXIT.failed, `${sentence} (${systemCode(cause)}).`, cause);

const newToken = (): string => `sp_sa_${randomBytes(32).toString('base64url')}`;

const checked = (token: string, where: string): string => {
  if (SERVICE_TOKEN_PATTERN.test(token)) return token;
  const shape = 'A token is "sp_sa_" and 43 letters, digits, "-" or "_"';
  throw new CliError(EXIT.usage, `${where} holds no token. ${shape}; --token-file with a new file makes one.`);
};
