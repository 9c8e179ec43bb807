'use client';

import { useQuery } from '@tanstack/react-query';
import { ProblemNotice } from '@/components/problem-notice';
import { AbsoluteTime } from '@/components/time';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useOrg } from '@/features/session';
import { PageBody } from '@/features/shell';
import { coverageQuery } from '@/lib/api/analysis-queries';
import type { Coverage } from '@/lib/api/analysis-types';
import { toProblem } from '@/lib/api/problem';
import { paths } from '@/lib/paths';
import { DaysTabs } from '../../_components/days-tabs';
import { RiskBars } from './risk-bars';
import { NeverMatchedPanel, UntestedPanel } from './rule-panels';
import { UncoveredToolsPanel } from './uncovered-tools-panel';

/** Where policies say nothing, rules do nothing, and tests notice nothing. */
export function CoverageView({ days }: { days: number }) {
  const { org } = useOrg();
  const { data, error } = useQuery(coverageQuery(org.slug, days));
  return (
    <PageBody>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-pretty text-ink-muted text-sm">
          Tools no rule speaks of, rules no call reached, and rules that could be changed without a test failing.
        </p>
        <DaysTabs current={days} href={(choice) => paths.coverage(org.slug, { days: choice })} />
      </div>
      {error && <ProblemNotice problem={toProblem(error)} />}
      {!data && !error && <SkeletonRows rows={6} className="h-14" />}
      {data && <CoverageBody coverage={data} days={days} />}
    </PageBody>
  );
}

function CoverageBody({ coverage, days }: { coverage: Coverage; days: number }) {
  return (
    <div className="space-y-5">
      <RiskBars tools={coverage.tools} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <UncoveredToolsPanel tools={coverage.tools.uncovered} days={days} />
        <div className="space-y-5">
          <NeverMatchedPanel rules={coverage.neverMatched} days={days} />
          <UntestedPanel rules={coverage.untested} />
        </div>
      </div>
      <p className="text-ink-faint text-xs">
        {coverage.countedSince ? (
          <>
            Rules that take part are counted since <AbsoluteTime at={coverage.countedSince} />; a rule is called unused
            only when it was in force, and counted, all that time.
          </>
        ) : (
          'No rule has been counted yet: whether rules are used shows once calls come in.'
        )}
      </p>
    </div>
  );
}
