import Link from 'next/link';
import { cn } from '@/lib/cn';
import { paths } from '@/lib/paths';
import { OVERVIEW_WINDOWS, type OverviewWindow, WINDOW_LABEL } from '../filters.schema';

export function WindowPicker({ org, current }: { org: string; current: OverviewWindow }) {
  return (
    <nav aria-label="Time window" className="flex rounded-md border border-line bg-surface p-0.5">
      {OVERVIEW_WINDOWS.map((window) => (
        <Link
          key={window}
          href={`${paths.overview(org)}?window=${window}`}
          title={WINDOW_LABEL[window]}
          aria-current={window === current ? 'true' : undefined}
          className={cn(
            'numeric grid h-6.5 min-w-10 place-items-center rounded-sm px-2 font-medium text-xs',
            window === current ? 'bg-pressed text-ink' : 'text-ink-muted hover:text-ink',
          )}
        >
          {window}
        </Link>
      ))}
    </nav>
  );
}
