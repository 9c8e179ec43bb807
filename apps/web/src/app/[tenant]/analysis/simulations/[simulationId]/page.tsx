import type { Metadata } from 'next';
import { ProblemNotice } from '@/components/problem-notice';
import { PageBody } from '@/features/shell';
import { load } from '@/lib/api/server';
import { SimulationView } from '../_components/simulation-view';

export const metadata: Metadata = { title: 'Simulation' };

/** A report as it was made, for whoever reads the history of a version later. */
export default async function SimulationPage({ params }: PageProps<'/[tenant]/analysis/simulations/[simulationId]'>) {
  const { tenant, simulationId } = await params;
  const simulation = await load((api) =>
    api.GET('/v1/orgs/{org}/policy-simulations/{simulationId}', { params: { path: { org: tenant, simulationId } } }),
  );
  if (!simulation.ok)
    return (
      <PageBody>
        <ProblemNotice problem={simulation.problem} />
      </PageBody>
    );
  return <SimulationView initial={simulation.data} />;
}
