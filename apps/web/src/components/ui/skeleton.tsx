import { cn } from '@/lib/cn';

/** A grey stand-in with the size of what is being loaded, so that nothing moves when it arrives. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-shimmer rounded-md bg-raised', className)} />;
}

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const;

interface SkeletonRowsProps {
  /** At most 10. */
  readonly rows: number;
  readonly className?: string;
}

/** Stand-in for a list, announced once to screen readers. */
export function SkeletonRows({ rows, className = 'h-10' }: SkeletonRowsProps) {
  return (
    <div role="status" className="space-y-2 p-4">
      <span className="sr-only">Loading</span>
      {ROWS.slice(0, rows).map((row) => (
        <Skeleton key={row} className={className} />
      ))}
    </div>
  );
}
