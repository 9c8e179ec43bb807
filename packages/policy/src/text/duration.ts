import { days, hours, minutes, seconds } from '@sallyport/contracts';

const UNITS: Readonly<Record<string, (n: number) => number>> = { s: seconds, m: minutes, h: hours, d: days };

/** Milliseconds of a duration such as `30m`, `2h` or `1d`, which the schema has already checked. */
export const durationMs = (duration: string): number => {
  const unit = UNITS[duration.slice(-1)];
  return unit === undefined ? 0 : unit(Number.parseInt(duration, 10));
};
