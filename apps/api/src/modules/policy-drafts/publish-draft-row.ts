import { Inject, Injectable } from '@nestjs/common';
import { AppError, type SimulationId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../platform/http/request-state.js';
import { CLOCK, NEW_ID } from '../../platform/tokens.js';
import type { AcceptedPolicy } from '../policies/accept-policy-text.js';
import { assertNotManaged, readRequireReview } from '../policies/publishing-rules.js';
import { PutInForce } from '../policies/put-in-force.js';
import { type DraftRow, dropPublicationEntries, readApprovers } from './drafts.repository.js';

export interface DraftToPublish {
  /** Locked by the caller's transaction. */
  readonly draft: DraftRow;
  /** Its text, checked. */
  readonly accepted: AcceptedPolicy;
  readonly simulationId: SimulationId | null;
}

/** Puts a draft in force, now or when its time came, in a transaction that holds the organisation's row lock. */
@Injectable()
export class PublishDraftRow {
  constructor(
    @Inject(PutInForce) private readonly putInForce: PutInForce,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** Whether anything but the time stands in the way. @throws AppError `policy.review_required`, `policy.managed_in_git` */
  async assertMay(tx: OrgTx, draft: DraftRow): Promise<void> {
    if (draft.policy_id !== null) await assertNotManaged(tx, draft.policy_id, draft.source);
    if (!(await readRequireReview(tx)) || (await readApprovers(tx, draft)).length > 0) return;
    throw new AppError('policy.review_required', {
      detail: 'Nobody approved this draft as it stands. Ask for a review, and publish it once it is approved.',
    });
  }

  /** @throws AppError as {@link assertMay}, and whatever {@link PutInForce} finds in the way */
  async run(tx: OrgTx, ctx: ActingContext, { draft, accepted, simulationId }: DraftToPublish): Promise<void> {
    await this.assertMay(tx, draft);
    const publication = {
      accepted,
      note: draft.note || draft.title,
      kind: draft.access_request_id === null ? ('published' as const) : ('granted' as const),
      simulationId,
      reviewers: await readApprovers(tx, draft),
      draftId: draft.id,
      source: draft.source,
    };
    const { base_version: baseVersion } = draft;
    const policyId = draft.policy_id ?? this.newId('policy');
    const { version } =
      baseVersion === null
        ? await this.putInForce.create(tx, ctx, publication, policyId)
        : await this.putInForce.replace(tx, ctx, { ...publication, policyId, baseVersion });
    await tx
      .updateTable('policy_drafts')
      .set({
        state: 'published',
        policy_id: policyId,
        base_version: baseVersion ?? version,
        published_version: version,
        simulation_id: simulationId,
        publish_at: null,
        problem: null,
        updated_at: new Date(this.now()),
      })
      .where('id', '=', draft.id)
      .execute();
    await dropPublicationEntries(tx, draft.id);
    await tx
      .updateTable('access_requests')
      .set({ state: 'granted', policy_id: policyId, version })
      .where('draft_id', '=', draft.id)
      .where('state', '=', 'in_review')
      .execute();
  }
}
