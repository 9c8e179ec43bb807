import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { paths } from '@/lib/paths';
import { PolicyEditor } from '../../_components/policy-editor';

export const metadata: Metadata = { title: 'Draft' };

export default async function DraftPage({ params }: PageProps<'/[tenant]/policies/drafts/[draftId]'>) {
  const { tenant, draftId } = await params;
  const draft = await load((api) =>
    api.GET('/v1/orgs/{org}/policy-drafts/{draftId}', { params: { path: { org: tenant, draftId } } }),
  );
  if (!draft.ok) return <PageProblem title="Draft" problem={draft.problem} />;
  const { policyId, state } = draft.data;
  if (state === 'published' || state === 'discarded') redirect(paths.policyDraftReview(tenant, draftId));
  if (policyId === null) return <PolicyEditor key={draftId} policy={null} draft={draft.data} />;
  const policy = await load((api) =>
    api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path: { org: tenant, policyId } } }),
  );
  if (!policy.ok) return <PageProblem title="Draft" problem={policy.problem} />;
  return <PolicyEditor key={draftId} policy={policy.data} draft={draft.data} />;
}
