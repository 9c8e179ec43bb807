import type { Metadata } from 'next';
import { PageProblem } from '@/features/shell';
import { load } from '@/lib/api/server';
import { ReviewView } from '../_components/review-view';

export const metadata: Metadata = { title: 'Review' };

export default async function ReviewPage({ params }: PageProps<'/[tenant]/policies/drafts/[draftId]/review'>) {
  const { tenant, draftId } = await params;
  const draft = await load((api) =>
    api.GET('/v1/orgs/{org}/policy-drafts/{draftId}', { params: { path: { org: tenant, draftId } } }),
  );
  if (!draft.ok) return <PageProblem title="Review" problem={draft.problem} />;
  const { policyId } = draft.data;
  const policy =
    policyId === null
      ? null
      : await load((api) =>
          api.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path: { org: tenant, policyId } } }),
        );
  if (policy && !policy.ok) return <PageProblem title="Review" problem={policy.problem} />;
  return <ReviewView initial={draft.data} policy={policy?.data ?? null} />;
}
