import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { Overview } from '@/lib/api/types';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';
import type { OverviewWindow } from '../filters.schema';

interface TopDeniedPanelProps {
  readonly org: string;
  readonly overview: Overview;
  readonly window: OverviewWindow;
}

export function TopDeniedPanel({ org, overview: { topDenied }, window }: TopDeniedPanelProps) {
  return (
    <Panel>
      <PanelHeader title="Denied most" />
      {topDenied.length === 0 ? (
        <EmptyState icon={ShieldCheck} title="Nothing was denied">
          Every call in this window was within policy.
        </EmptyState>
      ) : (
        <table className="w-full text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Rule</th>
              <th scope="col">Times</th>
              <th scope="col">Newest</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {topDenied.map(({ server, target, rule, count, lastCallId }) => (
              <tr key={`${server} ${target} ${rule}`} className="hover:bg-raised">
                <td className="w-full max-w-0 py-2 pl-4">
                  <Link
                    href={paths.calls(org, {
                      effect: 'deny',
                      server: server || undefined,
                      target: target || undefined,
                      range: window,
                    })}
                    className="block truncate font-mono text-xs hover:underline"
                  >
                    {server && <span className="text-ink-faint">{server}/</span>}
                    {target || 'no target'}
                  </Link>
                </td>
                <td className="hidden max-w-48 truncate px-4 py-2 text-ink-muted text-xs sm:table-cell">
                  {rule ?? 'no rule took part'}
                </td>
                <td className="numeric px-4 py-2 text-right font-medium">{formatCount(count)}</td>
                <td className="py-2 pr-4 text-right">
                  <Link
                    href={paths.call(org, lastCallId)}
                    className="whitespace-nowrap text-accent text-xs hover:underline"
                  >
                    Newest
                    <span className="sr-only"> denied call of {target}</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
