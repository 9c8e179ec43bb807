import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** A bordered surface; the building block of pages. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('overflow-hidden rounded-lg border border-line bg-surface', className)} {...rest} />;
}

interface PanelHeaderProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
  readonly level?: 2 | 3;
}

export function PanelHeader({ title, detail, actions, level = 2 }: PanelHeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2">
      <Heading className="font-semibold text-sm">{title}</Heading>
      {detail && <p className="text-ink-faint text-xs">{detail}</p>}
      {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
    </header>
  );
}
