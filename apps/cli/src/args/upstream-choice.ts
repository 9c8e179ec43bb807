import { type CliError, usageError } from '../cli-error.js';

/** The server a command is about: an address, or a command for a server that speaks over stdin and stdout. */
export type UpstreamChoice =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly string[] };

export const UPSTREAM_HINT =
  'Name the server: --upstream https://host/mcp, or a command behind "--": -- npx some-server';

/** `--upstream -- npx …` reads well, and means `-- npx …`. */
export const withoutBareUpstream = (argv: readonly string[]): readonly string[] => {
  const end = argv.indexOf('--');
  return end > 0 && argv[end - 1] === '--upstream' ? [...argv.slice(0, end - 1), ...argv.slice(end)] : argv;
};

/**
 * @param command  what stands behind `--`; null when there is none
 * @throws CliError when it is neither one address nor one command
 */
export const readUpstream = (
  page: 'gateway' | 'guard',
  address: string | undefined,
  command: readonly string[] | null,
): UpstreamChoice => {
  const wrong = (sentence: string): CliError => usageError(sentence, page);
  const [program, ...args] = command ?? [];
  if (address !== undefined && command !== null) throw wrong(`Two upstreams are given. ${UPSTREAM_HINT}`);
  if (program !== undefined && program !== '') return { kind: 'command', command: program, args };
  if (address === undefined) throw wrong(`The upstream is missing. ${UPSTREAM_HINT}`);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw wrong(`"${address}" is not an http or https address. ${UPSTREAM_HINT}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong('Leave user name and password out of the address of the upstream.');
  }
  return { kind: 'url', url };
};
