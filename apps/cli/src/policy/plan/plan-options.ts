import { readArgs } from '../../args/read-args.js';
import { type CliError, usageError } from '../../cli-error.js';
import { API_OPTIONS } from '../api/api-settings.js';
import { FAIL_ON } from './unwanted.js';

export const PLAN = 'policy plan';
const KINDS = {
  ...API_OPTIONS,
  days: 'value',
  'fail-on': 'values',
  'no-simulation': 'flag',
  json: 'flag',
  markdown: 'value',
} as const;

const DAYS_DEFAULT = 7;
const DAYS_MAX = 90;

/** @throws CliError for anything that is not as `sallyport policy plan --help` says */
export const readPlanOptions = (argv: readonly string[]) => {
  const { options, positionals, command } = readArgs(PLAN, argv, KINDS);
  const days = Number(options.days ?? DAYS_DEFAULT);
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) throw wrong(`--days is a number from 1 to ${DAYS_MAX}.`);
  const failOn = (options['fail-on'] ?? []).map((text) => {
    const known = FAIL_ON.find((name) => name === text);
    if (known === undefined) throw wrong(`--fail-on is one of ${FAIL_ON.join(', ')}.`);
    return known;
  });
  const isSimulated = options['no-simulation'] !== true;
  if (!isSimulated && failOn.length > 0) throw wrong('--fail-on needs the simulation that --no-simulation leaves out.');
  return { ...options, files: [...positionals, ...(command ?? [])], days, failOn, isSimulated };
};

export type PlanOptions = ReturnType<typeof readPlanOptions>;

const wrong = (sentence: string): CliError => usageError(sentence, PLAN);
