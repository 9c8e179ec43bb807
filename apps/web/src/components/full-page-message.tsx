import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Logo } from './logo';

interface FullPageMessageProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function FullPageMessage({ icon: Icon, title, children, action }: FullPageMessageProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-12">
      <div className="flex max-w-md flex-col items-center text-center">
        <Logo className="mb-8 size-9" />
        <h1 className="flex items-center gap-2 font-semibold text-xl">
          <Icon className="size-5 text-ink-faint" aria-hidden />
          {title}
        </h1>
        <div className="mt-2 text-pretty text-ink-muted">{children}</div>
        {action && <div className="mt-6 flex gap-2">{action}</div>}
      </div>
    </main>
  );
}
