import { AppError, type DraftState, type PolicyDraftId } from '@sallyport/contracts';
import type { OrgTx, Row } from '@sallyport/db';
import { sql } from 'kysely';
import { PUBLICATION_DUE_TOPIC } from './publication-outbox.js';

export type DraftRow = Row<'policy_drafts'>;

/** States a draft never leaves. */
export const CLOSED_STATES: readonly DraftState[] = ['published', 'discarded'];

/** Every state from which a draft can still go on. */
export const OPEN_STATES: readonly DraftState[] = [
  'editing',
  'in_review',
  'changes_requested',
  'approved',
  'scheduled',
  'conflict',
];

/**
 * The draft, held against anybody else until the transaction ends.
 * @param expected.revision  revision the caller saw, where that matters
 * @param expected.states    states from which the caller can go on
 * @throws AppError `policy_draft.not_found`, `policy_draft.state_conflict`, `policy_draft.revision_conflict`
 */
export const lockDraft = async (
  tx: OrgTx,
  id: PolicyDraftId,
  expected: { readonly revision?: number; readonly states: readonly DraftState[] },
): Promise<DraftRow> => {
  const draft = await tx.selectFrom('policy_drafts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!draft) throw new AppError('policy_draft.not_found');
  if (!expected.states.includes(draft.state)) {
    throw new AppError('policy_draft.state_conflict', {
      detail: `The draft is ${draft.state.replaceAll('_', ' ')}.`,
      params: { state: draft.state },
    });
  }
  if (expected.revision !== undefined && draft.revision !== expected.revision) {
    throw new AppError('policy_draft.revision_conflict', { params: { currentRevision: draft.revision } });
  }
  return draft;
};

/** Names of those who approved the draft as it stands; none when the newest word on it asks for changes. */
export const readApprovers = async (
  tx: OrgTx,
  { id, revision }: Pick<DraftRow, 'id' | 'revision'>,
): Promise<string[]> => {
  const reviews = await tx
    .selectFrom('policy_draft_reviews')
    .select(['reviewer', 'verdict'])
    .where('draft_id', '=', id)
    .where('revision', '=', revision)
    .orderBy('id', 'desc')
    .execute();
  if (reviews[0]?.verdict !== 'approve') return [];
  return [...new Set(reviews.filter(({ verdict }) => verdict === 'approve').map(({ reviewer }) => reviewer))];
};

/** Forgets the time of a draft. Without an argument: of every draft that is no longer scheduled. */
export const dropPublicationEntries = async (tx: OrgTx, id?: PolicyDraftId): Promise<void> => {
  const entries = tx.deleteFrom('outbox').where('topic', '=', PUBLICATION_DUE_TOPIC);
  const draftId = sql<string>`payload ->> 'draftId'`;
  await (id === undefined
    ? entries.where(draftId, 'not in', tx.selectFrom('policy_drafts').select('id').where('state', '=', 'scheduled'))
    : entries.where(draftId, '=', id)
  ).execute();
};
