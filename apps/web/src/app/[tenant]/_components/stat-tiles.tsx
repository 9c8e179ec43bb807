import Link from 'next/link';
import type { Overview } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { formatCount, formatMicroseconds, formatPercent } from '@/lib/format';
import { paths } from '@/lib/paths';
import type { OverviewWindow } from '../filters.schema';
import { Sparkline } from './sparkline';

interface StatTilesProps {
  readonly org: string;
  readonly overview: Overview;
  readonly window: OverviewWindow;
}

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly href: string;
  readonly trend: readonly number[] | null;
  readonly color: string;
}

export function StatTiles(props: StatTilesProps) {
  return (
    <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
      {toTiles(props).map(({ label, value, detail, href, trend, color }) => (
        <li key={label} className="bg-surface">
          <Link href={href} className="group block h-full px-4 pt-3 pb-3 transition-colors hover:bg-raised">
            <span className="eyebrow block">{label}</span>
            <span className="numeric mt-1 block font-semibold text-2xl tracking-tight">{value}</span>
            <span className="numeric block truncate text-ink-faint text-xs">{detail}</span>
            <span className={cn('mt-2 block h-6', color)}>{trend && <Sparkline values={trend} />}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const toTiles = ({ org, overview, window }: StatTilesProps): Tile[] => {
  const { totals, series, addedUs, latencyUs, servers } = overview;
  const share = (count: number) => `${formatPercent(count, totals.calls)} of calls`;
  const calls = (query: Record<string, string>) => paths.calls(org, { ...query, range: window });
  return [
    {
      label: 'Calls',
      value: formatCount(totals.calls),
      detail: totals.errors > 0 ? `${formatCount(totals.errors)} failed upstream` : 'none failed upstream',
      href: calls({}),
      trend: series.map(({ allowed, denied, redacted, held }) => allowed + denied + redacted + held),
      color: 'text-ink-faint',
    },
    {
      label: 'Denied',
      value: formatCount(totals.denied),
      detail: share(totals.denied),
      href: calls({ effect: 'deny' }),
      trend: series.map(({ denied }) => denied),
      color: 'text-deny-fill',
    },
    {
      label: 'Redacted',
      value: formatCount(totals.redacted),
      detail: share(totals.redacted),
      href: calls({ effect: 'redact' }),
      trend: series.map(({ redacted }) => redacted),
      color: 'text-redact-fill',
    },
    {
      label: 'Held',
      value: formatCount(totals.held),
      detail: share(totals.held),
      href: calls({ effect: 'approve' }),
      trend: series.map(({ held }) => held),
      color: 'text-hold-fill',
    },
    {
      label: 'Added latency, median',
      value: formatMicroseconds(addedUs.p50),
      detail: `p99 ${formatMicroseconds(addedUs.p99)}, whole call ${formatMicroseconds(latencyUs.p50)}`,
      href: calls({}),
      trend: null,
      color: '',
    },
    {
      label: 'Servers up',
      value: `${servers.up}/${servers.total}`,
      detail: servers.drifted > 0 ? `${servers.drifted} drifted` : 'no drift',
      href: paths.servers(org),
      trend: null,
      color: '',
    },
  ];
};
