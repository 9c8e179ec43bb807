'use client';

import { ChartColumn } from 'lucide-react';
import dynamic from 'next/dynamic';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { Overview } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import type { OverviewWindow } from '../filters.schema';
import { TRAFFIC_SERIES } from './traffic-series';

const TrafficChart = dynamic(async () => (await import('./traffic-chart')).TrafficChart, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

interface TrafficPanelProps {
  readonly org: string;
  readonly overview: Overview;
  readonly window: OverviewWindow;
}

export function TrafficPanel({ org, overview, window }: TrafficPanelProps) {
  const { totals, series } = overview;
  return (
    <Panel>
      <PanelHeader
        title="Traffic"
        actions={
          <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1">
            {TRAFFIC_SERIES.map(({ key, label, swatch }) => (
              <li key={key} className="flex items-center gap-1.5 text-ink-muted text-xs">
                <span aria-hidden className={cn('size-2 rounded-[2px]', swatch)} />
                {label} <span className="numeric text-ink-faint">{formatCount(totals[key])}</span>
              </li>
            ))}
          </ul>
        }
      />
      {totals.calls === 0 ? (
        <EmptyState icon={ChartColumn} title="No calls yet">
          As soon as a client calls a tool through the gateway, it shows here.
        </EmptyState>
      ) : (
        <div className="h-56 px-2 pt-4 pb-2">
          <TrafficChart org={org} series={series} window={window} />
        </div>
      )}
    </Panel>
  );
}
