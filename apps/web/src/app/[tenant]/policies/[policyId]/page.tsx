import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageProblem } from '@/features/shell';
import { load, loadMe } from '@/lib/api/server';
import type { PolicyDraft } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { PolicyEditor } from '../_components/policy-editor';
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
  const draft = line === undefined ? await findOwnDraft(tenant, policyId) : null;
  const key = `${policy.data.id}:${policy.data.version}:${draft?.id ?? ''}`;
  if (from === undefined) return <PolicyEditor key={key} policy={policy.data} draft={draft} line={line} />;
  const older = await load((api) =>
    api.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', { params: { path: { ...path, version: from } } }),
  );
  if (!older.ok) return <PageProblem title="Policy" problem={older.problem} />;
  return <PolicyEditor key={key} policy={policy.data} draft={draft} text={older.data.text} />;
}

const DRAFTS_MAX = 50;

/** The open draft of this policy the person wrote on last, if there is one. */
const findOwnDraft = async (org: string, policyId: string): Promise<PolicyDraft | null> => {
  const [me, drafts] = await Promise.all([
    loadMe(),
    load((api) =>
      api.GET('/v1/orgs/{org}/policy-drafts', { params: { path: { org }, query: { policyId, limit: DRAFTS_MAX } } }),
    ),
  ]);
  const memberId = me.ok ? me.data.organisations.find(({ slug }) => slug === org)?.memberId : undefined;
  const own = drafts.ok ? drafts.data.items.find(({ author }) => author.id === memberId) : undefined;
  if (!own) return null;
  const draft = await load((api) =>
    api.GET('/v1/orgs/{org}/policy-drafts/{draftId}', { params: { path: { org, draftId: own.id } } }),
  );
  return draft.ok ? draft.data : null;
};
