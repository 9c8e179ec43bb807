import { AppError, type DraftState, type OPERATIONS, type PolicyDraftId, type PolicyId } from '@sallyport/contracts';
import type { OrgTx, Row } from '@sallyport/db';
import { sql } from 'kysely';
import type { ResultOf } from '../../platform/operation.decorator.js';

export type DraftSummary = ResultOf<typeof OPERATIONS.listPolicyDrafts>['items'][number];
export type DraftView = ResultOf<typeof OPERATIONS.getPolicyDraft>;

export type SummaryRow = Row<'policy_drafts'> & {
  readonly policy_name: string | null;
  readonly current_version: number | null;
  readonly conflict: boolean;
};

/** Drafts with the policy they change, as it is in force. */
const selectDrafts = (tx: OrgTx) =>
  tx
    .selectFrom('policy_drafts as d')
    .leftJoin('policies as p', (join) => join.onRef('p.org_id', '=', 'd.org_id').onRef('p.id', '=', 'd.policy_id'))
    .selectAll('d')
    .select(['p.name as policy_name', 'p.version as current_version'])
    .select(sql<boolean>`coalesce(d.base_version <> p.version, false)`.as('conflict'));

export interface DraftsWanted {
  readonly policyId: PolicyId | undefined;
  readonly states: readonly DraftState[];
  /** `updated_at` and id of the last one of the page before. */
  readonly after: readonly string[] | null;
  readonly limit: number;
}

/** Changed last first. */
export const listDrafts = (tx: OrgTx, { policyId, states, after, limit }: DraftsWanted): Promise<SummaryRow[]> => {
  let page = selectDrafts(tx)
    .where('d.state', 'in', [...states])
    .orderBy('d.updated_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit);
  if (policyId !== undefined) page = page.where('d.policy_id', '=', policyId);
  if (after) page = page.where(sql<boolean>`(d.updated_at, d.id) < (${after[0]}::timestamptz, ${after[1]})`);
  return page.execute();
};

/** The draft, its reviews, and the texts to compare it with. @throws AppError `policy_draft.not_found` */
export const getDraft = async (tx: OrgTx, id: PolicyDraftId): Promise<DraftView> => {
  const row = await selectDrafts(tx).where('d.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('policy_draft.not_found');
  const reviews = await tx
    .selectFrom('policy_draft_reviews')
    .selectAll()
    .where('draft_id', '=', id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  const isConflict = toSummary(row).conflict;
  return {
    ...toSummary(row),
    text: row.text,
    baseText: await readText(tx, row.policy_id, row.base_version),
    currentText: isConflict ? await readText(tx, row.policy_id, row.current_version) : null,
    reviews: reviews.map((review) => toReview(review, row.revision)),
  };
};

const readText = async (
  tx: OrgTx,
  policyId: SummaryRow['policy_id'],
  version: number | null,
): Promise<string | null> => {
  if (policyId === null || version === null) return null;
  const row = await tx
    .selectFrom('policy_versions')
    .select('text')
    .where('policy_id', '=', policyId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.text ?? null;
};

export const toSummary = (row: SummaryRow): DraftSummary => ({
  id: row.id,
  policyId: row.policy_id,
  policyName: row.policy_name,
  title: row.title,
  note: row.note,
  state: row.state,
  revision: row.revision,
  baseVersion: row.base_version,
  currentVersion: row.current_version,
  // What was published or discarded competes with nothing any more.
  conflict: row.conflict && row.state !== 'published' && row.state !== 'discarded',
  author: { id: row.author_id, name: row.author },
  editors: row.editors.map(({ id, name }) => ({ id, name })),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  publishAt: row.publish_at?.toISOString() ?? null,
  problem: row.problem,
  publishedVersion: row.published_version,
  simulationId: row.simulation_id,
  accessRequestId: row.access_request_id,
  source: row.source,
});

const toReview = (row: Row<'policy_draft_reviews'>, currentRevision: number): DraftView['reviews'][number] => ({
  id: row.id,
  reviewer: { id: row.reviewer_id, name: row.reviewer },
  verdict: row.verdict,
  comment: row.comment,
  revision: row.revision,
  at: row.at.toISOString(),
  counts: row.revision === currentRevision,
});
