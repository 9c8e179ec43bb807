import { AppError, type PolicyId, type PolicySource } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';

export const readRequireReview = async (tx: OrgTx): Promise<boolean> => {
  const { require_review } = await tx.selectFrom('organisations').select('require_review').executeTakeFirstOrThrow();
  return require_review;
};

/** Where the organisation reviews policies, nothing is published past it. @throws AppError `policy.review_required` */
export const assertMayPublishDirectly = async (tx: OrgTx): Promise<void> => {
  if (!(await readRequireReview(tx))) return;
  throw new AppError('policy.review_required', {
    detail:
      'This organisation publishes policies only after a second person approved them. Save the text as a draft and ask for a review.',
  });
};

/**
 * A policy that a repository holds is changed there.
 * @param source  where the text comes from; null for a text somebody wrote here
 * @throws AppError `policy.managed_in_git` with `managedUrl`; with `patch`, when there is a change to commit
 */
export const assertNotManaged = async (
  tx: OrgTx,
  policyId: PolicyId,
  source: PolicySource | null | undefined,
  patch?: string,
): Promise<void> => {
  if (source) return;
  const managed = await findManagedSource(tx, policyId);
  if (!managed) return;
  throw new AppError('policy.managed_in_git', {
    detail: `This policy is kept in ${managed.repository} (${managed.path}). Change it there and push it.`,
    params: { managedUrl: managed.url, ...(patch === undefined ? {} : { patch }) },
  });
};

/** Where the text of a managed policy was pushed from last; null for one that is not managed. */
export const findManagedSource = async (tx: OrgTx, policyId: PolicyId): Promise<PolicySource | null> => {
  const row = await tx
    .selectFrom('policies as p')
    .innerJoin('policy_versions as v', (join) =>
      join
        .onRef('v.org_id', '=', 'p.org_id')
        .onRef('v.policy_id', '=', 'p.id')
        .onRef('v.version', '=', 'p.managed_version'),
    )
    .select('v.source')
    .where('p.id', '=', policyId)
    .executeTakeFirst();
  return row?.source ?? null;
};
