import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, toJson, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { assertNotManaged } from '../../policies/publishing-rules.js';
import { type DraftView, getDraft } from '../draft-view.js';
import { type DraftRow, dropPublicationEntries, lockDraft, OPEN_STATES } from '../drafts.repository.js';

type Update = InputOf<typeof OPERATIONS.updatePolicyDraft>;

/**
 * Changes a draft. Whatever was approved or scheduled was another text, so a change takes both back; whoever makes it
 * becomes one of the writers and no longer reviews it.
 */
@Injectable()
export class UpdateDraft {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params, body }: Update): Promise<DraftView> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const draft = await lockDraft(tx, params.draftId, { revision: body.revision, states: OPEN_STATES });
      const source = sourceOf(draft, body);
      if (draft.policy_id !== null) await assertNotManaged(tx, draft.policy_id, source);
      const base_version = await toBaseVersion(tx, draft, body.baseVersion);
      await tx
        .updateTable('policy_drafts')
        .set({
          text: body.text ?? draft.text,
          title: body.title ?? draft.title,
          note: body.note ?? draft.note,
          base_version,
          source: source === null ? null : toJson(source),
          revision: draft.revision + 1,
          state: 'editing',
          editors: toJson(withEditor(draft.editors, ctx.actor)),
          publish_at: null,
          scheduled_by: null,
          simulation_id: null,
          problem: null,
          updated_at: new Date(this.now()),
        })
        .where('id', '=', draft.id)
        .execute();
      await this.#record(
        tx,
        ctx,
        draft,
        Object.keys(body).filter((key) => key !== 'revision'),
      );
      if (draft.state === 'scheduled') await dropPublicationEntries(tx, draft.id);
      return getDraft(tx, draft.id);
    });
  }

  async #record(tx: OrgTx, { orgId, actor }: OrgContext, draft: DraftRow, changed: string[]): Promise<void> {
    const entry = { actor: actor.name, target: draft.title };
    const detail = { draftId: draft.id, revision: draft.revision + 1 };
    await this.recordAdminChange.run(tx, orgId, {
      ...entry,
      action: 'policy_draft.changed',
      detail: { ...detail, changed },
    });
    if (draft.state !== 'approved' && draft.state !== 'scheduled') return;
    await this.recordAdminChange.run(tx, orgId, { ...entry, action: 'policy_draft.approval_withdrawn', detail });
  }
}

/** A commit does not hold what somebody changed here. */
const sourceOf = (draft: DraftRow, { text, source }: Update['body']): DraftRow['source'] => {
  if (source !== undefined) return source;
  return text === undefined || text === draft.text ? draft.source : null;
};

const withEditor = (
  editors: DraftRow['editors'],
  { id, name }: OrgContext['actor'],
): readonly { id: string; name: string }[] =>
  editors.some((editor) => editor.id === id) ? editors : [...editors, { id, name }];

const toBaseVersion = async (tx: OrgTx, draft: DraftRow, wanted: number | undefined): Promise<number | null> => {
  if (wanted === undefined || draft.policy_id === null) return draft.base_version;
  const policy = await tx
    .selectFrom('policies')
    .select('version')
    .where('id', '=', draft.policy_id)
    .executeTakeFirstOrThrow();
  if (wanted > policy.version) throw new AppError('policy.not_found');
  return wanted;
};
