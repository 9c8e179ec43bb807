'use client';

import { useRouter } from 'next/navigation';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Overview } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';
import type { OverviewWindow } from '../filters.schema';
import { TRAFFIC_SERIES } from './traffic-series';

type Bucket = Overview['series'][number];

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });

const AXIS = { fill: 'var(--ink-faint)', fontSize: 11 };

interface TrafficChartProps {
  readonly org: string;
  readonly series: readonly Bucket[];
  readonly window: OverviewWindow;
}

/** Calls over time by decision; a click on a bar opens the calls of that stretch. */
export function TrafficChart({ org, series, window }: TrafficChartProps) {
  const router = useRouter();
  const widthMs = bucketWidthMs(series);
  const tick = window === '7d' ? day : clock;
  const open = (index: number) => {
    const bucket = series[index];
    if (!bucket) return;
    const from = new Date(bucket.at);
    router.push(paths.calls(org, { from: from.toISOString(), to: new Date(from.getTime() + widthMs).toISOString() }));
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...series]}
        margin={{ top: 6, right: 8, bottom: 0, left: -12 }}
        barCategoryGap="18%"
        className="cursor-pointer"
        onClick={({ activeTooltipIndex }) => open(Number(activeTooltipIndex ?? -1))}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          minTickGap={44}
          tickFormatter={(at: string) => tick.format(new Date(at))}
        />
        <YAxis
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          allowDecimals={false}
          width={48}
          tickFormatter={formatCount}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--raised)' }}
          content={({ active, payload }) => (
            <BucketTip bucket={active ? (payload[0]?.payload as Bucket | undefined) : undefined} />
          )}
        />
        {TRAFFIC_SERIES.map(({ key, color }, index) => (
          <Bar
            key={key}
            dataKey={key}
            stackId="calls"
            fill={color}
            isAnimationActive={false}
            maxBarSize={28}
            radius={index === TRAFFIC_SERIES.length - 1 ? [2, 2, 0, 0] : 0}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

const bucketWidthMs = ([first, second]: readonly Bucket[]): number =>
  first && second ? new Date(second.at).getTime() - new Date(first.at).getTime() : 60_000;

function BucketTip({ bucket }: { bucket: Bucket | undefined }) {
  if (!bucket) return null;
  return (
    <div className="rounded-md bg-overlay px-3 py-2 text-xs shadow-lg">
      <p className="mb-1 font-medium">{dayAndClock.format(new Date(bucket.at))}</p>
      <dl className="space-y-0.5">
        {TRAFFIC_SERIES.toReversed().map(({ key, label, swatch }) => (
          <div key={key} className="flex items-center gap-2">
            <span aria-hidden className={cn('size-2 rounded-[2px]', swatch)} />
            <dt className="text-ink-muted">{label}</dt>
            <dd className="numeric ml-auto pl-6 font-medium">{formatCount(bucket[key])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
