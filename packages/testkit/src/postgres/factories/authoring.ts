import type { OrgId, PolicyDraftId } from '@sallyport/contracts';
import { type OrgTx, type Row, toJson } from '@sallyport/db';
import { newId } from '../../ids.js';
import type { Overrides } from './overrides.js';

/** A draft of a new policy that Ada is editing, unless overridden. */
export async function createPolicyDraft(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'policy_drafts'> = {},
): Promise<Row<'policy_drafts'>> {
  const author = { id: newId('member'), name: 'Ada' };
  const values = {
    id: newId('policyDraft'),
    title: 'A draft',
    text: 'version: 1',
    author_id: author.id,
    author: author.name,
    editors: toJson([author]),
    ...overrides,
  };
  return tx
    .insertInto('policy_drafts')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** An approval of the first revision, unless overridden. */
export async function createPolicyDraftReview(
  tx: OrgTx,
  orgId: OrgId,
  draftId: PolicyDraftId,
  overrides: Overrides<'policy_draft_reviews'> = {},
): Promise<Row<'policy_draft_reviews'>> {
  const values = {
    id: newId('policyReview'),
    reviewer_id: newId('member'),
    reviewer: 'Sam',
    verdict: 'approve' as const,
    revision: 1,
    ...overrides,
  };
  return tx
    .insertInto('policy_draft_reviews')
    .values({ ...values, org_id: orgId, draft_id: draftId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** An open request of a developer for the tool `read` of the server `files`, unless overridden. */
export async function createAccessRequest(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'access_requests'> = {},
): Promise<Row<'access_requests'>> {
  const person = { id: newId('member'), kind: 'user' as const, name: 'dana@example.com' };
  const values = {
    id: newId('accessRequest'),
    call_id: newId('call'),
    reason: 'It is my work',
    requested_by_id: person.id,
    requested_by: 'Dana',
    days: 7,
    principal: toJson(person),
    server: toJson({ id: newId('server'), slug: 'files' }),
    target: toJson({ kind: 'tool' as const, name: 'read' }),
    summary: 'Lets Dana call read of files',
    ...overrides,
  };
  return tx
    .insertInto('access_requests')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
