import Link from 'next/link';
import { cn } from '@/lib/cn';
import { ANALYSIS_DAYS } from '../days.schema';

/** How far back to look; each choice is an address. */
export function DaysTabs({ href, current }: { href: (days: number) => string; current: number }) {
  return (
    <nav aria-label="Time" className="flex rounded-md border border-line bg-surface p-0.5">
      {ANALYSIS_DAYS.map((days) => (
        <Link
          key={days}
          href={href(days)}
          aria-current={days === current ? 'true' : undefined}
          className={cn(
            'numeric grid h-6.5 place-items-center rounded-sm px-2.5 font-medium text-xs',
            days === current ? 'bg-pressed text-ink' : 'text-ink-muted hover:text-ink',
          )}
        >
          {days} days
        </Link>
      ))}
    </nav>
  );
}
