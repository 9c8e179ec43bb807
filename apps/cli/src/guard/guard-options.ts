import { readArgs } from '../args/read-args.js';
import { usageError } from '../cli-error.js';
import { DEFAULT_SERVER } from '../local/local-names.js';

export interface GuardOptions {
  readonly serverSlug: string;
  readonly policyFile: string | undefined;
  readonly records: 'spool' | 'stderr' | 'none';
  readonly dataDir: string | undefined;
  readonly verbose: boolean;
  readonly command: string;
  readonly args: readonly string[];
}

const KINDS = { name: 'value', policy: 'value', records: 'value', 'data-dir': 'value', verbose: 'flag' } as const;

const RECORDS = ['spool', 'stderr', 'none'] as const;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;

/** @throws CliError for anything that is not as `sallyport guard --help` says */
export const readGuardOptions = (argv: readonly string[]): GuardOptions => {
  const { options, positionals, command } = readArgs('guard', argv, KINDS);
  const [stray] = positionals;
  if (stray !== undefined) {
    throw usageError(`Put "--" before the command: sallyport guard -- ${positionals.join(' ')}`, 'guard');
  }
  const [program, ...args] = command ?? [];
  if (program === undefined || program === '') {
    throw usageError('The command to wrap is missing. Put it behind "--": sallyport guard -- npx some-server', 'guard');
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
    command: program,
    args,
  };
};
