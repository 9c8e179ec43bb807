import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  readonly actions?: ReactNode;
  /** Sits on the header's lower edge: tabs. */
  readonly children?: ReactNode;
}

export function PageHeader({ title, description, back, actions, children }: PageHeaderProps) {
  return (
    <header className="border-line border-b px-4 pt-4 sm:px-6">
      {back && (
        <Link
          href={back.href}
          className="mb-1 -ml-1 inline-flex items-center gap-0.5 text-ink-faint text-xs hover:text-ink"
        >
          <ChevronLeft className="size-3.5" aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-3 pb-4">
        <div className="min-w-0 flex-1 basis-48">
          <h1 className="wrap-anywhere flex flex-wrap items-center gap-2 font-semibold text-lg tracking-tight">
            {title}
          </h1>
          {description && <div className="text-pretty text-ink-muted text-sm">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </header>
  );
}

export function PageBody({ children, className = 'space-y-5' }: { children: ReactNode; className?: string }) {
  return <div className={`px-4 py-5 sm:px-6 ${className}`}>{children}</div>;
}
