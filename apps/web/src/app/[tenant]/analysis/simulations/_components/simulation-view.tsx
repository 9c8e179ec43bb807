'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { CopyButton } from '@/components/copy-button';
import { AbsoluteTime } from '@/components/time';
import { isUnderWay, SimulationProgress, SimulationReportView } from '@/features/policy-simulation';
import { useOrg } from '@/features/session';
import { PageBody } from '@/features/shell';
import { simulationQuery } from '@/lib/api/analysis-queries';
import type { Simulation } from '@/lib/api/analysis-types';
import { shortDigest } from '@/lib/format';
import { paths } from '@/lib/paths';

const POLL_MS = 1000;

export function SimulationView({ initial }: { initial: Simulation }) {
  const { org } = useOrg();
  const { data } = useQuery({
    ...simulationQuery(org.slug, initial.id),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? POLL_MS : false),
  });
  return (
    <PageBody className="max-w-5xl space-y-5">
      <SimulationFacts org={org.slug} simulation={data} />
      {isUnderWay(data.state) && <SimulationProgress progress={data.progress} state={data.state} />}
      {data.state === 'cancelled' && <p className="text-ink-muted text-sm">Cancelled. Nothing was kept.</p>}
      {data.problem && <p className="text-deny text-sm">{data.problem}</p>}
      {data.report && <SimulationReportView report={data.report} />}
    </PageBody>
  );
}

function SimulationFacts({ org, simulation }: { org: string; simulation: Simulation }) {
  const { policyId, policyName, createdBy, createdAt, from, to, textDigest, base } = simulation;
  return (
    <header className="space-y-1 text-ink-muted text-sm">
      <h2 className="font-semibold text-base text-ink">
        {policyId ? (
          <Link href={paths.policy(org, policyId)} className="hover:underline">
            {policyName}
          </Link>
        ) : (
          policyName
        )}
      </h2>
      <p>
        By {createdBy} on <AbsoluteTime at={createdAt} />, over calls from <AbsoluteTime at={from} /> to{' '}
        <AbsoluteTime at={to} />.
      </p>
      <p className="flex flex-wrap items-center gap-x-1 text-xs">
        Text <code className="font-mono">{shortDigest(textDigest)}</code>
        <CopyButton text={textDigest} label="Copy digest of the text" />
        compared with {base.map((one) => `${one.policyName} v${one.version}`).join(', ') || 'no policy'}
      </p>
    </header>
  );
}
