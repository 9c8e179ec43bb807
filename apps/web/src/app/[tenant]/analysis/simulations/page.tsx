import type { Metadata } from 'next';
import { ProblemNotice } from '@/components/problem-notice';
import { PageBody } from '@/features/shell';
import { load } from '@/lib/api/server';
import { SimulationsView } from './_components/simulations-view';

export const metadata: Metadata = { title: 'Simulations' };

const LIMIT = 50;

export default async function SimulationsPage({ params }: PageProps<'/[tenant]/analysis/simulations'>) {
  const { tenant } = await params;
  const simulations = await load((api) =>
    api.GET('/v1/orgs/{org}/policy-simulations', { params: { path: { org: tenant }, query: { limit: LIMIT } } }),
  );
  if (!simulations.ok)
    return (
      <PageBody>
        <ProblemNotice problem={simulations.problem} />
      </PageBody>
    );
  return <SimulationsView simulations={simulations.data.items} />;
}
