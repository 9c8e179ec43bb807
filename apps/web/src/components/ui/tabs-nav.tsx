'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { cn } from '@/lib/cn';

export interface TabLink {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
  readonly isCurrent: boolean;
}

/** Tabs that are pages: each has its own URL. Where they do not fit, the strip scrolls, fades out at its end and shows the current one. */
export function TabsNav({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const strip = useRef<HTMLElement>(null);
  const current = tabs.findIndex(({ isCurrent }) => isCurrent);
  useEffect(() => {
    const [nav, tab] = [strip.current, strip.current?.children[current]];
    if (nav && tab instanceof HTMLElement) nav.scrollLeft = tab.offsetLeft - (nav.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className="-mx-4 -mb-px relative flex gap-5 overflow-x-auto px-4 [scrollbar-width:none] max-sm:pr-12 max-sm:[mask-image:linear-gradient(to_right,black_calc(100%-3rem),transparent)] sm:mx-0 sm:px-0"
    >
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
