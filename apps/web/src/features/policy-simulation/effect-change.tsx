import type { Effect } from '@sallyport/contracts';
import { ArrowRight } from 'lucide-react';
import { VerdictBadge } from '../calls';

/** A decision and what it would become. */
export function EffectChange({ before, after }: { before: Effect; after: Effect }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      <VerdictBadge effect={before} />
      <ArrowRight className="size-3 text-ink-faint" aria-label="becomes" />
      <VerdictBadge effect={after} />
    </span>
  );
}
