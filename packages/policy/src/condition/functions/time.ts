import type { Bound, FunctionSpec } from './function-spec.js';

type Part = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute';
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const formatterOf = (zone: string, part: Part): Intl.DateTimeFormat | null => {
  try {
    const shape = part === 'weekday' ? 'short' : 'numeric';
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', [part]: shape });
  } catch {
    return null;
  }
};

const numberOf = (formatter: Intl.DateTimeFormat, part: Part, time: Date): bigint => {
  const text = formatter.formatToParts(time).find(({ type }) => type === part)?.value ?? '';
  return BigInt(part === 'weekday' ? WEEKDAYS.indexOf(text) : Number.parseInt(text, 10));
};

/** CEL counts months and days of the month from 0. */
const calendar = (name: string, part: Part, offset: bigint, doc: string): FunctionSpec => ({
  name,
  method: true,
  parameters: ['timestamp', 'string'],
  optional: 1,
  signature: `timestamp.${name}([zone]) → int`,
  doc: `${doc} In UTC, or in the time zone written as text: "Europe/Berlin".`,
  declares: [],
  literal: [1],
  bind: (literals): Bound => {
    const formatter = formatterOf(literals[1] ?? 'UTC', part);
    if (formatter === null) return { parameter: 1, message: `no such time zone "${literals[1]}"` };
    return { apply: (run, [time]) => run.spend(64) ?? numberOf(formatter, part, time as Date) - offset };
  },
});

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Time, of which `now` is the only source. */
export const TIME_FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'timestamp',
    method: false,
    parameters: ['string'],
    signature: 'timestamp(string) → timestamp',
    doc: 'An instant written as text: `timestamp("2026-12-01T00:00:00Z")`.',
    declares: [],
    literal: [0],
    bind: ([text]): Bound => {
      const time = new Date(text ?? '');
      if (!RFC_3339.test(text ?? '') || Number.isNaN(time.getTime())) {
        return { parameter: 0, message: 'timestamp() needs a time such as "2026-12-01T00:00:00Z"' };
      }
      return { apply: () => time };
    },
  },
  calendar('getFullYear', 'year', 0n, 'Year.'),
  calendar('getMonth', 'month', 1n, 'Month, 0 to 11.'),
  calendar('getDayOfMonth', 'day', 1n, 'Day of the month, 0 to 30.'),
  calendar('getDayOfWeek', 'weekday', 0n, 'Day of the week, 0 is Sunday.'),
  calendar('getHours', 'hour', 0n, 'Hour, 0 to 23.'),
  calendar('getMinutes', 'minute', 0n, 'Minute, 0 to 59.'),
];
