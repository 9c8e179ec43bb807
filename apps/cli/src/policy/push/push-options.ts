import { readArgs } from '../../args/read-args.js';
import { type CliError, usageError } from '../../cli-error.js';
import { API_OPTIONS } from '../api/api-settings.js';
import { SOURCE_OPTIONS } from '../source/policy-source.js';

export const PUSH = 'policy push';
const KINDS = {
  ...API_OPTIONS,
  ...SOURCE_OPTIONS,
  note: 'value',
  draft: 'flag',
  schedule: 'value',
  'base-version': 'value',
  json: 'flag',
} as const;

/** @throws CliError for anything that is not as `sallyport policy push --help` says */
export const readPushOptions = (argv: readonly string[]) => {
  const { options, positionals, command } = readArgs(PUSH, argv, KINDS);
  const files = [...positionals, ...(command ?? [])];
  const { schedule, note } = options;
  if (options.draft && schedule !== undefined) {
    throw wrong('--draft and --schedule exclude each other: a draft is scheduled once it has been reviewed.');
  }
  const publishAt = schedule === undefined ? null : momentOf(schedule);
  const baseText = options['base-version'];
  const baseVersion = baseText === undefined ? null : Number(baseText);
  if (baseVersion !== null && !(Number.isInteger(baseVersion) && baseVersion > 0)) {
    throw wrong('--base-version takes the number of a version.');
  }
  if (baseVersion !== null && files.length > 1) throw wrong('--base-version goes with one file.');
  if (note !== undefined && note.length > NOTE_MAX) throw wrong(`--note is at most ${NOTE_MAX} characters.`);
  return { ...options, files, publishAt, baseVersion, isDraft: options.draft === true };
};

export type PushOptions = ReturnType<typeof readPushOptions>;

/** Longest note the api keeps. */
export const NOTE_MAX = 500;

const wrong = (sentence: string): CliError => usageError(sentence, PUSH);

/** A time with its offset, so that a server elsewhere understands the same. */
const momentOf = (text: string): string => {
  const hasOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = hasOffset ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw wrong(`--schedule takes a time with its offset, such as 2027-01-31T18:00:00Z; "${text}" is none.`);
  }
  if (time <= Date.now()) throw wrong(`--schedule takes a time to come; ${text} is past.`);
  return new Date(time).toISOString();
};
