import type { SimulationReport } from './simulate.js';

type Counts = SimulationReport['counts'];

/** 12,345 */
export const figure = (value: number): string => value.toLocaleString('en-US');

export const calls = (value: number): string => `${figure(value)} ${value === 1 ? 'call' : 'calls'}`;

/** One sentence about all of it; what cannot be told is never counted as unchanged. */
export const summaryOf = ({ decidable, changed, undecidable }: Counts, days: number): string => {
  const what = changed === 0 ? 'none would be decided otherwise' : `${figure(changed)} would be decided otherwise`;
  const range = `the last ${days === 1 ? 'day' : `${days} days`}`;
  const untold = undecidable === 0 ? '' : ` ${calls(undecidable)} more could not be told.`;
  return `Of ${calls(decidable)} in ${range}, ${what}.${untold}`;
};

/** Why calls could not be told. */
export const UNDECIDABLE: Readonly<Record<SimulationReport['undecidable'][number]['reason'], string>> = {
  context_missing: 'recorded before records kept everything a rule can speak of',
  arguments_not_kept: 'arguments were not kept',
  arguments_truncated: 'arguments were too long to be kept whole',
  arguments_masked: 'a rule asks about arguments that were masked',
  result_not_kept: 'the answer was not kept',
};

/** Ways of deciding otherwise: what is newly allowed comes first, then what is newly denied, then the rest; most calls first. */
export const transitionsOf = ({ transitions }: SimulationReport): SimulationReport['transitions'] =>
  transitions
    .filter(({ before, after }) => before !== after)
    .sort((one, other) => rank(one) - rank(other) || other.calls - one.calls);

const GOES_ON = ['allow', 'redact'];

const rank = ({ before, after }: SimulationReport['transitions'][number]): number => {
  if (GOES_ON.includes(after) && !GOES_ON.includes(before)) return 0;
  return after === 'deny' ? 1 : 2;
};

/** Of rules, when the text in force is not one this program reads. */
export const NOT_COMPARED = 'the text in force has errors for this sallyport, so its rules are not compared';
