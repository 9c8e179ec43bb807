import { cn } from '@/lib/cn';

const TONE = { good: 'bg-allow-fill', warn: 'bg-hold-fill', bad: 'bg-deny-fill', unknown: 'bg-line-strong' } as const;

/** Always beside a word that says the same. */
export function StatusDot({ tone }: { tone: keyof typeof TONE }) {
  return <span aria-hidden className={cn('size-2 shrink-0 rounded-full', TONE[tone])} />;
}
