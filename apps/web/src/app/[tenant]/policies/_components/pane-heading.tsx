import type { ReactNode } from 'react';

export function PaneHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <h2 className="sticky top-0 z-10 flex h-10 items-center gap-2 border-line border-b bg-canvas px-4 font-semibold text-sm">
      {title}
      <span className="ml-auto flex items-center gap-1.5 font-normal">{children}</span>
    </h2>
  );
}
