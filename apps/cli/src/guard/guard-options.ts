import { readArgs } from '../args/read-args.js';
import { readUpstream, type UpstreamChoice, withoutBareUpstream } from '../args/upstream-choice.js';
import { usageError } from '../cli-error.js';
import { DEFAULT_SERVER } from '../local/local-names.js';

export interface GuardOptions {
  readonly serverSlug: string;
  readonly policyFile: string | undefined;
  readonly records: 'spool' | 'stderr' | 'none';
  readonly dataDir: string | undefined;
  readonly verbose: boolean;
  readonly upstream: UpstreamChoice;
  /** Client registered by hand with the upstream's authorization server. */
  readonly clientId: string | undefined;
}

const KINDS = {
  upstream: 'value',
  'client-id': 'value',
  name: 'value',
  policy: 'value',
  records: 'value',
  'data-dir': 'value',
  verbose: 'flag',
} as const;

const RECORDS = ['spool', 'stderr', 'none'] as const;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;

/** @throws CliError for anything that is not as `sallyport guard --help` says */
export const readGuardOptions = (argv: readonly string[]): GuardOptions => {
  const { options, positionals, command } = readArgs('guard', withoutBareUpstream(argv), KINDS);
  const [stray] = positionals;
  if (stray !== undefined) {
    throw usageError(`Put "--" before the command: sallyport guard -- ${positionals.join(' ')}`, 'guard');
  }
  const name = options.name ?? DEFAULT_SERVER;
  if (!SLUG.test(name)) {
    throw usageError('--name takes lower-case letters, digits and inner hyphens, at most 48 characters.', 'guard');
  }
  const records = RECORDS.find((known) => known === (options.records ?? 'spool'));
  if (records === undefined) throw usageError(`--records is one of ${RECORDS.join(', ')}.`, 'guard');
  return {
    serverSlug: name,
    policyFile: options.policy,
    records,
    dataDir: options['data-dir'],
    verbose: options.verbose === true,
    upstream: readUpstream('guard', options.upstream, command),
    clientId: options['client-id'],
  };
};
