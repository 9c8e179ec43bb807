import { WEEKDAYS } from '@sallyport/contracts';
import { localClock } from '../text/local-clock.js';
import { defineCriterion } from './criterion.js';

const MINUTES_OF_DAY = 24 * 60;
const DAYS_OF_WEEK = WEEKDAYS.length;

const minutesOf = (timeOfDay: string): number =>
  Number.parseInt(timeOfDay.slice(0, 2), 10) * 60 + Number.parseInt(timeOfDay.slice(3), 10);

/** `time`: a window in local time. One that goes over midnight belongs to the day it began on. */
export const time = defineCriterion('time', ({ days, from, to, zone }) => {
  const clock = localClock(zone ?? 'UTC');
  const begins = from === undefined ? 0 : minutesOf(from);
  const ends = to === undefined ? MINUTES_OF_DAY : minutesOf(to);
  const wanted = new Set((days ?? WEEKDAYS).map((day) => WEEKDAYS.indexOf(day)));
  return ({ now }) => {
    const { weekday, minute } = clock(now);
    if (begins <= ends) return minute >= begins && minute < ends && wanted.has(weekday);
    if (minute >= begins) return wanted.has(weekday);
    return minute < ends && wanted.has((weekday + DAYS_OF_WEEK - 1) % DAYS_OF_WEEK);
  };
});
