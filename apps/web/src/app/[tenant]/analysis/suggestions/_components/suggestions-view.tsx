'use client';

import { useQuery } from '@tanstack/react-query';
import { Lightbulb } from 'lucide-react';
import { ProblemNotice } from '@/components/problem-notice';
import { AbsoluteTime } from '@/components/time';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useOrg } from '@/features/session';
import { PageBody } from '@/features/shell';
import { suggestionsQuery } from '@/lib/api/analysis-queries';
import { toProblem } from '@/lib/api/problem';
import { paths } from '@/lib/paths';
import { DaysTabs } from '../../_components/days-tabs';
import { SuggestionCard } from './suggestion-card';

/** Rules that allow more than was used. */
export function SuggestionsView({ days }: { days: number }) {
  const { org } = useOrg();
  const { data, error } = useQuery(suggestionsQuery(org.slug, days));
  return (
    <PageBody>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-pretty text-ink-muted text-sm">
          Rules that allow more than anybody used, and how they could be narrowed to what was used.
        </p>
        <DaysTabs current={days} href={(choice) => paths.suggestions(org.slug, { days: choice })} />
      </div>
      {error && <ProblemNotice problem={toProblem(error)} />}
      {!data && !error && <SkeletonRows rows={4} className="h-32" />}
      {data?.items.length === 0 && (
        <EmptyState icon={Lightbulb} title="Nothing to suggest">
          {data.countedSince ? (
            <>
              Use is counted since <AbsoluteTime at={data.countedSince} />. Suggestions come after seven days of it;
              every rule seen so far is as narrow as its use.
            </>
          ) : (
            'Suggestions come after seven days of calls.'
          )}
        </EmptyState>
      )}
      <ul className="space-y-4">
        {data?.items.map((suggestion) => (
          <li key={`${suggestion.policyId} ${suggestion.ruleId}`}>
            <SuggestionCard suggestion={suggestion} days={days} />
          </li>
        ))}
      </ul>
    </PageBody>
  );
}
