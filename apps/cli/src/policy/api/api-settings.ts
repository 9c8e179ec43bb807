import { readFile } from 'node:fs/promises';
import type { ReadOptions } from '../../args/read-args.js';
import { usageError } from '../../cli-error.js';
import { isLoopback } from '../../local/loopback.js';
import { unreadable } from '../files/policy-file.js';

/** Options of every command that asks the api. */
export const API_OPTIONS = { 'api-url': 'value', org: 'value', 'token-file': 'value' } as const;

/** Where the api is, for which organisation, and as whom. */
export interface ApiSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly org: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * From the options, or else from `SALLYPORT_API_URL`, `SALLYPORT_ORG` and `SALLYPORT_TOKEN`. A token is never taken from the
 * command line, where every user of the machine could read it.
 * @throws CliError that names all that is missing at once
 */
export const readApiSettings = async (
  command: string,
  options: ReadOptions<typeof API_OPTIONS>,
  env: Environment,
): Promise<ApiSettings> => {
  const url = options['api-url'] ?? env.SALLYPORT_API_URL;
  const org = options.org ?? env.SALLYPORT_ORG;
  const token = await readToken(options['token-file'], env);
  const missing = [
    ...(url ? [] : ['SALLYPORT_API_URL (or --api-url): where the api is, such as https://api.sallyport.example']),
    ...(org ? [] : ['SALLYPORT_ORG (or --org): the name of the organisation in addresses of the console']),
    ...(token ? [] : ['SALLYPORT_TOKEN (or --token-file): a token of a service account with a role']),
  ];
  if (!url || !org || !token) {
    throw usageError(`To ask the api, this has to be set:\n${missing.map((line) => `  ${line}`).join('\n')}`, command);
  }
  if (/\s/.test(token)) throw usageError('The token holds spaces or line breaks, so it is not one.', command);
  return { baseUrl: baseUrlOf(url, command), org, token };
};

const readToken = async (file: string | undefined, env: Environment): Promise<string | undefined> => {
  if (file === undefined) return env.SALLYPORT_TOKEN?.trim();
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw unreadable(file, cause);
  }
};

const baseUrlOf = (text: string, command: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw usageError(`"${text}" is not an address of an api, such as https://api.sallyport.example.`, command);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw usageError('The address of the api has no user name, password, query or fragment.', command);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw usageError(`A token is sent over https only; ${url.origin} is http and not on this machine.`, command);
  }
  return url.href.replace(/\/+$/, '');
};
