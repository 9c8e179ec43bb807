import { AppError, hasPermission, type MemberId, ROLES, type Role } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';

export interface Reviewer {
  readonly id: MemberId;
  readonly name: string;
  readonly role: Role;
}

const REVIEWING_ROLES = ROLES.filter((role) => hasPermission(role, 'policy:review'));
const LISTED_MAX = 200;

/** Members whose role may review policies, by name. Service accounts never do. */
export const listReviewers = (tx: OrgTx): Promise<Reviewer[]> =>
  tx
    .selectFrom('members')
    .select(['id', 'name', 'role'])
    .where('role', 'in', REVIEWING_ROLES)
    .orderBy('name')
    .orderBy('id')
    .limit(LISTED_MAX)
    .execute();

/** Asking for a review that nobody can give would only look like progress. @throws AppError `policy.reviewer_missing` */
export const assertReviewerBeside = async (tx: OrgTx, writerIds: readonly string[]): Promise<void> => {
  const reviewers = await listReviewers(tx);
  if (reviewers.some(({ id }) => !writerIds.includes(id))) return;
  throw reviewerMissing(reviewers);
};

export const reviewerMissing = (reviewers: readonly Reviewer[]): AppError => {
  const [only] = reviewers;
  const who = reviewers.length === 1 && only ? `Only ${only.name} may` : 'Nobody but the writers may';
  return new AppError('policy.reviewer_missing', {
    detail: `${who} review policies here, and nobody reviews their own. Give another member the role approver, security admin or owner first.`,
    params: { reviewers: reviewers.length },
  });
};
