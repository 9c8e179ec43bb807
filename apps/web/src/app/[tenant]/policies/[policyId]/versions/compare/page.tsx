import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { CompareView } from '../../_components/compare-view';
import { parsePolicyQuery } from '../../filters.schema';

export const metadata: Metadata = { title: 'Compare versions' };

const LIMIT = 200;

export default async function ComparePage({
  params,
  searchParams,
}: PageProps<'/[tenant]/policies/[policyId]/versions/compare'>) {
  const { tenant, policyId } = await params;
  const { from = notFound(), to = notFound() } = parsePolicyQuery(await searchParams);
  const path = { org: tenant, policyId };
  const get = (version: number) =>
    load((api) =>
      api.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', { params: { path: { ...path, version } } }),
    );
  const [policy, versions, before, after] = await Promise.all([
    load((api) => api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path } })),
    load((api) =>
      api.GET('/v1/orgs/{org}/policies/{policyId}/versions', { params: { path, query: { limit: LIMIT } } }),
    ),
    get(from),
    get(to),
  ]);
  for (const part of [policy, versions, before, after])
    if (!part.ok) return <PageProblem title="Compare versions" problem={part.problem} />;
  if (!policy.ok || !versions.ok || !before.ok || !after.ok) notFound();
  return <CompareView policy={policy.data} versions={versions.data.items} before={before.data} after={after.data} />;
}
