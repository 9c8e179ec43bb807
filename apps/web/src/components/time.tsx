'use client';

import { useSyncExternalStore } from 'react';
import { formatAge } from '@/lib/format';

const TICK_MS = 10_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

/** One timer for every relative time on the page. */
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    nowMs = 0;
  };
};

const readNow = (): number => {
  if (nowMs === 0) nowMs = Date.now();
  return nowMs;
};

/** The reader's clock, in steps of ten seconds; null while the server renders, which knows neither clock nor time zone. */
const useNow = (): number | null => useSyncExternalStore(subscribe, readNow, () => null);

const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' });

interface TimeProps {
  readonly at: string;
  readonly className?: string;
}

/** `4m ago`, with the exact time on hover. */
export function RelativeTime({ at, className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={now === null ? at : absolute.format(date)} className={className}>
      {now === null ? at.slice(0, 10) : formatAge(date.getTime(), Math.max(now, date.getTime()))}
    </time>
  );
}

/** A moment in the future or past, relative in both directions: `in 89d`. */
export function Deadline({ at, className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={now === null ? at : absolute.format(date)} className={className}>
      {now === null ? at.slice(0, 10) : formatAge(date.getTime(), now)}
    </time>
  );
}

/** `14:03:21` in the reader's time zone, with the date when it is not today. */
export function ClockTime({ at, className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  const isToday = now === null || new Date(now).toDateString() === date.toDateString();
  return (
    <time dateTime={at} title={now === null ? at : absolute.format(date)} className={className}>
      {now === null ? at.slice(11, 19) : `${isToday ? '' : `${day.format(date)} `}${clock.format(date)}`}
    </time>
  );
}

export function AbsoluteTime({ at, className }: TimeProps) {
  const now = useNow();
  return (
    <time dateTime={at} className={className}>
      {now === null ? at.replace('T', ' ').slice(0, 19) : absolute.format(new Date(at))}
    </time>
  );
}
