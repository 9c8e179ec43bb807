import { isIPv6 } from 'node:net';
import { readArgs } from '../args/read-args.js';
import { readUpstream, UPSTREAM_HINT, type UpstreamChoice, withoutBareUpstream } from '../args/upstream-choice.js';
import { type CliError, usageError } from '../cli-error.js';
import { isLoopback } from '../local/loopback.js';

export interface GatewayCommandOptions {
  readonly upstream: UpstreamChoice;
  readonly host: string;
  readonly port: number;
  readonly policyFile: string | undefined;
  readonly auth: boolean;
  readonly tokenFile: string | undefined;
  /** Client registered by hand with the upstream's authorization server. */
  readonly clientId: string | undefined;
  readonly records: 'spool' | 'stdout' | 'none';
  readonly dataDir: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly verbose: boolean;
}

/** `print-policy` needs none of the rest. */
export type GatewayRequest =
  | { readonly wants: 'policy'; readonly policyFile: string | undefined }
  | { readonly wants: 'gateway'; readonly options: GatewayCommandOptions };

const KINDS = {
  upstream: 'value',
  listen: 'value',
  policy: 'value',
  'print-policy': 'flag',
  'no-auth': 'flag',
  'token-file': 'value',
  'client-id': 'value',
  records: 'value',
  'data-dir': 'value',
  'allow-host': 'values',
  'allow-origin': 'values',
  verbose: 'flag',
} as const;

const RECORDS = ['spool', 'stdout', 'none'] as const;
const DEFAULT_LISTEN = '127.0.0.1:4700';

/** @throws CliError for anything that is not as `sallyport gateway --help` says */
export const readGatewayOptions = (argv: readonly string[]): GatewayRequest => {
  const { options, positionals, command } = readArgs('gateway', withoutBareUpstream(argv), KINDS);
  const [stray] = positionals;
  if (stray !== undefined) throw wrong(`"${stray}" is not expected here. ${UPSTREAM_HINT}`);
  if (options['print-policy']) return { wants: 'policy', policyFile: options.policy };
  const { host, port } = readListen(options.listen ?? DEFAULT_LISTEN);
  const auth = options['no-auth'] !== true;
  if (!auth && !isLoopback(host)) {
    throw wrong(`--no-auth is for this machine only: with it, listen on 127.0.0.1, not on ${host}.`);
  }
  if (!auth && options['token-file'] !== undefined) throw wrong('--no-auth and --token-file exclude each other.');
  const records = RECORDS.find((known) => known === (options.records ?? 'spool'));
  if (records === undefined) throw wrong(`--records is one of ${RECORDS.join(', ')}.`);
  return {
    wants: 'gateway',
    options: {
      upstream: readUpstream('gateway', options.upstream, command),
      host,
      port,
      policyFile: options.policy,
      auth,
      tokenFile: options['token-file'],
      clientId: options['client-id'],
      records,
      dataDir: options['data-dir'],
      allowedHosts: options['allow-host'] ?? [],
      allowedOrigins: options['allow-origin'] ?? [],
      verbose: options.verbose === true,
    },
  };
};

const wrong = (sentence: string): CliError => usageError(sentence, 'gateway');

const readListen = (text: string): { host: string; port: number } => {
  const parts = /^(?:(?<host>\[[0-9a-fA-F:.]+\]|[^:[\]]+):)?(?<port>\d{1,5})$/.exec(text)?.groups;
  const port = Number(parts?.port);
  if (parts === undefined || port > 65_535) {
    throw wrong(`--listen takes an address and a port, such as 127.0.0.1:4700; "${text}" is neither that nor a port.`);
  }
  const host = (parts.host ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1');
  if (text.startsWith('[') && !isIPv6(host)) throw wrong(`"[${host}]" is not an IPv6 address.`);
  return { host, port };
};
