'use client';

import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { RelativeTime } from '@/components/time';
import { Badge, type Tone } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { headlineOf } from '@/features/policy-simulation';
import { useOrg } from '@/features/session';
import { PageBody } from '@/features/shell';
import type { SimulationSummary } from '@/lib/api/analysis-types';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';

const STATE: Readonly<Record<SimulationSummary['state'], { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'accent' },
  done: { label: 'Done', tone: 'allow' },
  cancelled: { label: 'Cancelled', tone: 'outline' },
  failed: { label: 'Failed', tone: 'deny' },
};

export function SimulationsView({ simulations }: { simulations: readonly SimulationSummary[] }) {
  const { org } = useOrg();
  useListKeys();
  return (
    <PageBody>
      {simulations.length === 0 ? (
        <EmptyState icon={FlaskConical} title="No simulation yet">
          Open a policy, change it, and choose Simulation: recorded calls are replayed with your text before it is
          published.
        </EmptyState>
      ) : (
        <Panel>
          <ul className="divide-y divide-line">
            {simulations.map((simulation) => (
              <li key={simulation.id}>
                <SimulationLink org={org.slug} simulation={simulation} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </PageBody>
  );
}

function SimulationLink({ org, simulation }: { org: string; simulation: SimulationSummary }) {
  const { id, policyName, state, counts, problem, createdBy, createdAt } = simulation;
  return (
    <Link
      href={paths.simulation(org, id)}
      data-list-item
      className="grid items-center gap-x-6 gap-y-1 px-4 py-3 outline-offset-[-2px] hover:bg-raised sm:grid-cols-[1fr_auto]"
    >
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {policyName}
          <Badge tone={STATE[state].tone}>{STATE[state].label}</Badge>
          {counts && counts.newlyAllowed > 0 && (
            <Badge tone="deny">{formatCount(counts.newlyAllowed)} newly allowed</Badge>
          )}
        </span>
        <span className="text-ink-muted text-sm">{counts ? headlineOf(counts) : problem}</span>
      </span>
      <span className="text-ink-faint text-xs sm:text-right">
        {createdBy}, <RelativeTime at={createdAt} />
      </span>
    </Link>
  );
}
