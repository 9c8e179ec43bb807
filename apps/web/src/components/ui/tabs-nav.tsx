import Link from 'next/link';
import { cn } from '@/lib/cn';

export interface TabLink {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
  readonly isCurrent: boolean;
}

/** Tabs that are pages: each has its own URL. */
export function TabsNav({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="-mb-px flex gap-5 overflow-x-auto">
      {tabs.map(({ href, label: text, count, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? 'page' : undefined}
          className={cn(
            'flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-sm transition-colors',
            isCurrent ? 'border-accent font-medium text-ink' : 'text-ink-muted hover:text-ink',
          )}
        >
          {text}
          {count !== undefined && <span className="numeric text-ink-faint text-xs">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
