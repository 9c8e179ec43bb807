import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { PoliciesView } from './_components/policies-view';

export const metadata: Metadata = { title: 'Policies' };

const LIMIT = 200;

export default async function PoliciesPage({ params }: PageProps<'/[tenant]/policies'>) {
  const { tenant } = await params;
  const policies = await load((api) =>
    api.GET('/v1/orgs/{org}/policies', { params: { path: { org: tenant }, query: { limit: LIMIT } } }),
  );
  if (!policies.ok) return <PageProblem title="Policies" problem={policies.problem} />;
  return <PoliciesView policies={policies.data.items} />;
}
