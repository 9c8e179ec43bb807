'use client';

import { AbsoluteTime } from '@/components/time';
import type { AnswerCounts, QuestionBasis } from '@/lib/api/analysis-types';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { type AnswerFilter, FILTER_LABEL, filtersOf, GAP_TEXT } from './answer-text';

/** What the answers rest on: which policies, in force when. */
export function BasisLine({ basis, isPast }: { basis: QuestionBasis; isPast: boolean }) {
  if (basis.gap)
    return (
      <p role="status" className="rounded-md bg-hold-wash px-3 py-2 text-hold text-sm">
        {GAP_TEXT[basis.gap]}
        {basis.gap === 'before_history' && basis.historySince && (
          <>
            {' '}
            It begins <AbsoluteTime at={basis.historySince} />.
          </>
        )}
      </p>
    );
  return (
    <p className="text-ink-faint text-xs">
      {isPast ? 'By the policies in force on ' : 'By the policies in force now, '}
      {isPast && <AbsoluteTime at={basis.asOf} />}
      {isPast && ', '}
      {basis.snapshotVersion !== null && <>snapshot {basis.snapshotVersion}</>}
      {basis.inForceSince && (
        <>
          {' '}
          since <AbsoluteTime at={basis.inForceSince} />
        </>
      )}
      .
    </p>
  );
}

interface AnswerFiltersProps {
  readonly counts: AnswerCounts;
  readonly filter: AnswerFilter | null;
  readonly onFilter: (filter: AnswerFilter | null) => void;
}

/** Counts that are also the way to narrow the list. */
export function AnswerFilters({ counts, filter, onFilter }: AnswerFiltersProps) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Show only</legend>
      {filtersOf(counts).map(({ filter: choice, count }) => (
        <button
          key={choice}
          type="button"
          aria-pressed={filter === choice}
          onClick={() => onFilter(filter === choice ? null : choice)}
          className={cn(
            'flex h-8 items-center gap-2 rounded-md border px-2.5 text-sm',
            filter === choice ? 'border-accent bg-accent-wash' : 'border-line bg-surface hover:bg-raised',
          )}
        >
          <span className="numeric font-semibold">{formatCount(count)}</span>
          <span className="text-ink-muted">{FILTER_LABEL[choice]}</span>
        </button>
      ))}
    </fieldset>
  );
}
