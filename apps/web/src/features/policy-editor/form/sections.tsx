'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '@/lib/cn';

interface FoldProps {
  readonly title: string;
  /** What it holds, in a few words; shown while it is closed too. */
  readonly summary?: ReactNode;
  readonly startsOpen: boolean;
  readonly children: ReactNode;
}

/** A part of a card that opens and closes. */
export function Fold({ title, summary, startsOpen, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  return (
    <section className="border-line border-t">
      <h4>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex w-full items-center gap-2 px-4 py-2.5 text-left text-sm outline-offset-[-2px] hover:bg-raised"
        >
          <ChevronRight
            className={cn('size-3.5 shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90')}
            aria-hidden
          />
          <span className="font-medium">{title}</span>
          {summary && <span className="min-w-0 truncate text-ink-faint text-xs">{summary}</span>}
        </button>
      </h4>
      {isOpen && <div className="grid gap-4 px-4 pt-1 pb-4 sm:grid-cols-2">{children}</div>}
    </section>
  );
}

/** Takes the whole width of a grid of two columns. */
export function Wide({ children }: { children: ReactNode }) {
  return <div className="sm:col-span-2">{children}</div>;
}
