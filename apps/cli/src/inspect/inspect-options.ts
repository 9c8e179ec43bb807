import { SEVERITIES, type Severity } from '@sallyport/contracts';
import { readArgs } from '../args/read-args.js';
import { usageError } from '../cli-error.js';

export const NAME = 'inspect';
const KINDS = {
  policy: 'value',
  'known-names': 'value',
  'fail-on': 'value',
  json: 'flag',
  sarif: 'value',
} as const;

export interface InspectOptions {
  /** Config files and tool lists; empty to read records from stdin. */
  readonly files: readonly string[];
  readonly policyFile: string | undefined;
  readonly knownNamesFile: string | undefined;
  readonly failOn: Severity | null;
  readonly json: boolean;
  readonly sarifFile: string | undefined;
}

export const readInspectOptions = (argv: readonly string[]): InspectOptions => {
  const { options, positionals, command } = readArgs(NAME, argv, KINDS);
  const files = [...positionals, ...(command ?? [])];
  if (files.length === 0 && options.sarif !== undefined) throw usageError('--sarif is for files: name one.', NAME);
  return {
    files,
    policyFile: options.policy,
    knownNamesFile: options['known-names'],
    failOn: severityOf(options['fail-on']),
    json: options.json === true,
    sarifFile: options.sarif,
  };
};

const severityOf = (text: string | undefined): Severity | null => {
  if (text === undefined) return null;
  const severity = SEVERITIES.find((known) => known === text);
  if (severity === undefined) throw usageError(`--fail-on is one of ${SEVERITIES.join(', ')}.`, NAME);
  return severity;
};
