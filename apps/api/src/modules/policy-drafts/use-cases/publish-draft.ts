import { Inject, Injectable } from '@nestjs/common';
import { AppError, days, minutes, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, toJson, withOrg } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { type AcceptedPolicy, acceptPolicyText } from '../../policies/accept-policy-text.js';
import { readCheckContext } from '../../policies/check-context.js';
import { assertBasedOnCurrent } from '../../policies/put-in-force.js';
import { assertSimulationOf } from '../../policies/simulation-evidence.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { type DraftView, getDraft } from '../draft-view.js';
import { dropPublicationEntries, lockDraft } from '../drafts.repository.js';
import { PUBLICATION_DUE_TOPIC } from '../publication-outbox.js';
import { PublishDraftRow } from '../publish-draft-row.js';

type Publish = typeof OPERATIONS.publishPolicyDraft;
type Input = InputOf<Publish>;

const AHEAD_MS_MIN = minutes(1);
const AHEAD_MS_MAX = days(366);
const STATES = ['editing', 'in_review', 'approved', 'scheduled'] as const;

/** Publishes a draft, or sets the time at which the worker does. */
@Injectable()
export class PublishDraft {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(PublishDraftRow) private readonly publishRow: PublishDraftRow,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, input: Input): Promise<ResultOf<Publish>> {
    const { params, body } = input;
    const accepted = await withOrg(this.db, ctx.orgId, async (tx) => {
      const draft = await lockDraft(tx, params.draftId, { revision: body.revision, states: STATES });
      return acceptPolicyText(draft.text, await readCheckContext(tx));
    });
    if (body.at !== undefined) {
      const at = this.#toMoment(body.at);
      const draft = await withOrg(this.db, ctx.orgId, (tx) => this.#schedule(tx, ctx, { ...input, accepted, at }));
      return { ...draft, snapshotVersion: null };
    }
    const { result, snapshotVersion } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const draft = await lockDraft(tx, params.draftId, { revision: body.revision, states: STATES });
      await this.publishRow.run(tx, ctx, { draft, accepted, simulationId: body.simulationId ?? draft.simulation_id });
      return getDraft(tx, draft.id);
    });
    return { ...result, snapshotVersion };
  }

  async #schedule(
    tx: OrgTx,
    ctx: OrgContext,
    { params, body, accepted, at }: Input & { readonly accepted: AcceptedPolicy; readonly at: Date },
  ): Promise<DraftView> {
    const draft = await lockDraft(tx, params.draftId, { revision: body.revision, states: STATES });
    const simulationId = body.simulationId ?? draft.simulation_id;
    await this.publishRow.assertMay(tx, draft);
    await assertSimulationOf(tx, { simulationId, accepted });
    if (draft.policy_id !== null && draft.base_version !== null) {
      await assertBasedOnCurrent(tx, draft.policy_id, draft.base_version);
    }
    await tx
      .updateTable('policy_drafts')
      .set({
        state: 'scheduled',
        publish_at: at,
        scheduled_by: ctx.actor.name,
        simulation_id: simulationId,
        updated_at: new Date(this.now()),
      })
      .where('id', '=', draft.id)
      .execute();
    await dropPublicationEntries(tx, draft.id);
    const entry = { id: this.newId('outbox'), topic: PUBLICATION_DUE_TOPIC, payload: toJson({ draftId: draft.id }) };
    await tx
      .insertInto('outbox')
      .values({ org_id: ctx.orgId, ...entry, next_attempt_at: at })
      .execute();
    await this.recordAdminChange.run(tx, ctx.orgId, {
      actor: ctx.actor.name,
      action: 'policy_draft.scheduled',
      target: draft.title,
      detail: { draftId: draft.id, revision: draft.revision, at: at.toISOString() },
    });
    return getDraft(tx, draft.id);
  }

  #toMoment(text: string): Date {
    const at = new Date(text);
    const ahead = at.getTime() - this.now();
    if (ahead >= AHEAD_MS_MIN && ahead <= AHEAD_MS_MAX) return at;
    throw new AppError('request.invalid', {
      fields: [{ pointer: '/body/at', message: 'has to be at least a minute and at most a year ahead' }],
    });
  }
}
