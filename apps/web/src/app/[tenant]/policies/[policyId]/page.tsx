import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { paths } from '@/lib/paths';
import { PolicyEditor } from './_components/policy-editor';
import { parsePolicyQuery } from './filters.schema';

export const metadata: Metadata = { title: 'Policy' };

export default async function PolicyPage({ params, searchParams }: PageProps<'/[tenant]/policies/[policyId]'>) {
  const { tenant, policyId } = await params;
  const { version, line, from } = parsePolicyQuery(await searchParams);
  const path = { org: tenant, policyId };
  const policy = await load((api) => api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path } }));
  if (!policy.ok) return <PageProblem title="Policy" problem={policy.problem} />;
  if (version !== undefined && version !== policy.data.version)
    redirect(paths.policyVersion(tenant, policyId, version, { line }));
  if (from === undefined) return <PolicyEditor policy={policy.data} line={line} />;
  const older = await load((api) =>
    api.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', { params: { path: { ...path, version: from } } }),
  );
  if (!older.ok) return <PageProblem title="Policy" problem={older.problem} />;
  return <PolicyEditor policy={policy.data} restored={{ version: from, text: older.data.text }} />;
}
