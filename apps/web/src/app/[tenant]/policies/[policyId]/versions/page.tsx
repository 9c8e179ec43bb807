import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { VersionsView } from '../_components/versions-view';

export const metadata: Metadata = { title: 'Policy versions' };

const LIMIT = 100;

export default async function VersionsPage({
  params,
  searchParams,
}: PageProps<'/[tenant]/policies/[policyId]/versions'>) {
  const { tenant, policyId } = await params;
  const { cursor } = await searchParams;
  const path = { org: tenant, policyId };
  const query = { limit: LIMIT, ...(typeof cursor === 'string' ? { cursor } : {}) };
  const [policy, versions] = await Promise.all([
    load((api) => api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path } })),
    load((api) => api.GET('/v1/orgs/{org}/policies/{policyId}/versions', { params: { path, query } })),
  ]);
  if (!policy.ok) return <PageProblem title="Policy versions" problem={policy.problem} />;
  if (!versions.ok) return <PageProblem title="Policy versions" problem={versions.problem} />;
  return <VersionsView policy={policy.data} page={versions.data} />;
}
