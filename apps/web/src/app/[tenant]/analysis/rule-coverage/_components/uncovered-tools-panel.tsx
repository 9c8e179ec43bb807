import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { RiskBadge } from '@/features/access-answers';
import { useOrg } from '@/features/session';
import type { Coverage } from '@/lib/api/analysis-types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';

interface UncoveredToolsPanelProps {
  readonly tools: Coverage['tools']['uncovered'];
  readonly days: number;
}

export function UncoveredToolsPanel({ tools, days }: UncoveredToolsPanelProps) {
  const { org } = useOrg();
  return (
    <Panel>
      <PanelHeader title="Tools no rule speaks of" detail="only rules for everything apply to them; riskiest first" />
      {tools.length === 0 ? (
        <EmptyState icon={CircleCheck} title="None">
          For every tool there is a rule that names it, its server, its risk or its kind.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {tools.map(({ serverId, server, tool, risk, capabilities, calls }) => (
            <li
              key={`${serverId} ${tool}`}
              className="lazy-row grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_5rem_6rem]"
            >
              <div className="min-w-0">
                <Link
                  href={paths.whoMayCall(org.slug, { server: serverId, tool })}
                  className="block truncate font-mono text-xs hover:underline"
                >
                  <span className="text-ink-faint">{server}/</span>
                  <span className="font-medium">{tool}</span>
                </Link>
                {capabilities.length > 0 && (
                  <p className="truncate text-ink-faint text-xs">{capabilities.join(', ')}</p>
                )}
              </div>
              <span>
                <RiskBadge risk={risk} />
              </span>
              <Link
                href={paths.calls(org.slug, { server, target: tool })}
                prefetch={false}
                title={`Calls in the last ${days} days`}
                className="numeric hidden whitespace-nowrap text-right text-ink-muted text-xs hover:underline sm:block"
              >
                {plural(calls, 'call')}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
