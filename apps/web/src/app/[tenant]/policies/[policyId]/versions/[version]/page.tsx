import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { VersionView } from '../../_components/version-view';
import { parsePolicyQuery } from '../../filters.schema';

export const metadata: Metadata = { title: 'Policy version' };

export default async function VersionPage({
  params,
  searchParams,
}: PageProps<'/[tenant]/policies/[policyId]/versions/[version]'>) {
  const { tenant, policyId, version: text } = await params;
  const { version = notFound() } = parsePolicyQuery({ version: text });
  const { line } = parsePolicyQuery(await searchParams);
  const path = { org: tenant, policyId };
  const [policy, shown, previous] = await Promise.all([
    load((api) => api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path } })),
    load((api) =>
      api.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', { params: { path: { ...path, version } } }),
    ),
    version > 1
      ? load((api) =>
          api.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', {
            params: { path: { ...path, version: version - 1 } },
          }),
        )
      : null,
  ]);
  if (!policy.ok) return <PageProblem title="Policy version" problem={policy.problem} />;
  if (!shown.ok) return <PageProblem title="Policy version" problem={shown.problem} />;
  return (
    <VersionView
      policy={policy.data}
      shown={shown.data}
      previousText={previous?.ok ? previous.data.text : null}
      line={line}
    />
  );
}
