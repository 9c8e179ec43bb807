import { Inject, Injectable } from '@nestjs/common';
import { type AccessRequestId, AppError, type OPERATIONS, type PolicyDraftId } from '@sallyport/contracts';
import { type Db, type OrgTx, toJson, withOrg } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { assertNotManaged } from '../../policies/publishing-rules.js';
import { type DraftView, getDraft } from '../draft-view.js';

type Body = InputOf<typeof OPERATIONS.createPolicyDraft>['body'];

/** What a draft that grants an access request carries besides. */
export interface GrantDraft {
  readonly accessRequestId: AccessRequestId;
  /** Who asked: they do not review what they get. */
  readonly requester: { readonly id: string; readonly name: string };
}

/** Keeps a text somebody is not done with. It may hold mistakes; what is in force does not notice. */
@Injectable()
export class CreateDraft {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { body }: InputOf<typeof OPERATIONS.createPolicyDraft>): Promise<DraftView> {
    return withOrg(this.db, ctx.orgId, async (tx) => getDraft(tx, await this.insert(tx, ctx, body)));
  }

  /** @throws AppError `policy.not_found`, `policy.managed_in_git` */
  async insert(
    tx: OrgTx,
    { orgId, actor }: Pick<OrgContext, 'orgId' | 'actor'>,
    body: Body,
    grant?: GrantDraft,
  ): Promise<PolicyDraftId> {
    const { policyId, source } = body;
    const base_version = policyId === undefined ? null : await getBaseVersion(tx, policyId, body.baseVersion);
    if (policyId !== undefined) await assertNotManaged(tx, policyId, source);
    const [id, at] = [this.newId('policyDraft'), new Date(this.now())];
    const author = { id: actor.id, name: actor.name };
    await tx
      .insertInto('policy_drafts')
      .values({
        org_id: orgId,
        id,
        policy_id: policyId ?? null,
        base_version,
        title: body.title,
        note: body.note,
        text: body.text,
        author_id: author.id,
        author: author.name,
        editors: toJson(grant && grant.requester.id !== author.id ? [author, grant.requester] : [author]),
        source: source ? toJson(source) : null,
        access_request_id: grant?.accessRequestId ?? null,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await this.recordAdminChange.run(tx, orgId, {
      actor: actor.name,
      action: 'policy_draft.created',
      target: body.title,
      detail: { draftId: id, policyId: policyId ?? null, baseVersion: base_version },
    });
    return id;
  }
}

/** A version that exists: the given one, or the one in force. @throws AppError `policy.not_found` */
const getBaseVersion = async (
  tx: OrgTx,
  policyId: NonNullable<Body['policyId']>,
  given: number | undefined,
): Promise<number> => {
  const policy = await tx.selectFrom('policies').select('version').where('id', '=', policyId).executeTakeFirst();
  if (!policy || (given !== undefined && given > policy.version)) throw new AppError('policy.not_found');
  return given ?? policy.version;
};
