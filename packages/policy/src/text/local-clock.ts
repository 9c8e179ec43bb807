import { AppError, WEEKDAYS } from '@sallyport/contracts';

/** What a wall clock shows. */
export interface LocalTime {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Of the day, 0 to 1439. */
  readonly minute: number;
}

/** Reads the wall clock of a zone at a moment, milliseconds since the epoch. */
export type LocalClock = (now: number) => LocalTime;

const MINUTE_MS = 60_000;
const DAYS: readonly string[] = WEEKDAYS;

/** True for names the platform's time zone database has. */
export const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  if (!isTimeZone(zone)) throw new AppError('policy.rule_invalid', { detail: `There is no time zone "${zone}"` });
  const shape = { weekday: 'short', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, ...shape });
};

const read = (formatter: Intl.DateTimeFormat, minutes: number): LocalTime => {
  const parts = formatter.formatToParts(minutes * MINUTE_MS);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  const weekday = DAYS.indexOf(part('weekday').toLowerCase());
  return { weekday, minute: Number.parseInt(part('hour'), 10) * 60 + Number.parseInt(part('minute'), 10) };
};

const CLOCKS = new Map<string, LocalClock>();

/**
 * The wall clock of an IANA zone. The calendar is asked once a minute and zone: rules that share a zone share the answer.
 * @throws AppError `policy.rule_invalid` for a zone there is none of
 */
export const localClock = (zone: string): LocalClock => {
  const shared = CLOCKS.get(zone);
  if (shared !== undefined) return shared;
  const formatter = formatterOf(zone);
  let lastMinutes = Number.NaN;
  let last: LocalTime = { weekday: 0, minute: 0 };
  const clock: LocalClock = (now) => {
    const minutes = Math.floor(now / MINUTE_MS);
    if (minutes !== lastMinutes) {
      last = read(formatter, minutes);
      lastMinutes = minutes;
    }
    return last;
  };
  CLOCKS.set(zone, clock);
  return clock;
};
