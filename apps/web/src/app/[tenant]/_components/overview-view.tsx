'use client';

import { useQuery } from '@tanstack/react-query';
import { ProblemNotice } from '@/components/problem-notice';
import { useOrg } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { toProblem } from '@/lib/api/problem';
import { overviewQuery } from '@/lib/api/queries';
import type { Overview } from '@/lib/api/types';
import { type OverviewWindow, WINDOW_LABEL } from '../filters.schema';
import { CategoriesPanel } from './categories-panel';
import { GatewaysPanel } from './gateways-panel';
import { StatTiles } from './stat-tiles';
import { TopDeniedPanel } from './top-denied-panel';
import { TrafficPanel } from './traffic-panel';
import { WindowPicker } from './window-picker';

const REFRESH_MS = 15_000;

interface OverviewViewProps {
  readonly initial: Overview;
  readonly window: OverviewWindow;
}

export function OverviewView({ initial, window }: OverviewViewProps) {
  const { org } = useOrg();
  const { data = initial, error } = useQuery({
    ...overviewQuery(org.slug, window),
    initialData: initial,
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <PageHeader
        title="Overview"
        description={WINDOW_LABEL[window]}
        actions={<WindowPicker org={org.slug} current={window} />}
      />
      <PageBody>
        {error && <ProblemNotice problem={toProblem(error)} />}
        <StatTiles org={org.slug} overview={data} window={window} />
        <TrafficPanel org={org.slug} overview={data} window={window} />
        <div className="grid items-start gap-5 xl:grid-cols-[1.6fr_1fr]">
          <TopDeniedPanel org={org.slug} overview={data} window={window} />
          <CategoriesPanel org={org.slug} overview={data} window={window} />
        </div>
        <GatewaysPanel overview={data} />
      </PageBody>
    </>
  );
}
