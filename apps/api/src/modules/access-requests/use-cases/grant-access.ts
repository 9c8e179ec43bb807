import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '@sallyport/contracts';
import { type Changes, type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { acceptPolicyText } from '../../policies/accept-policy-text.js';
import { readCheckContext } from '../../policies/check-context.js';
import { assertNotManaged, readRequireReview } from '../../policies/publishing-rules.js';
import { PutInForce } from '../../policies/put-in-force.js';
import { CreateDraft } from '../../policy-drafts/use-cases/create-draft.js';
import { RequestReview } from '../../policy-drafts/use-cases/request-review.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { type AccessRequestView, getAccessRequest } from '../access-requests.queries.js';
import { getOpen } from '../open-request.js';
import { ProposeAccess, type ProposedChange } from '../propose-access.js';

type Request = Row<'access_requests'>;

interface Grant {
  readonly expires: Date;
  readonly answer: string;
}

/** Letters of the request's id that go into the ids of what it adds. */
const ID_CHARS = 8;
const TITLE_CHARS_MAX = 120;
const NOTE_CHARS_MAX = 500;

/**
 * Puts the smallest change that lets the call pass into the policy it belongs to, until a time and in the name of whoever grants
 * it. Where policies are reviewed it becomes a draft that waits for a second person; where git holds the policy it is refused,
 * with the change to commit.
 */
@Injectable()
export class GrantAccess {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ProposeAccess) private readonly propose: ProposeAccess,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(PutInForce) private readonly putInForce: PutInForce,
    @Inject(CreateDraft) private readonly createDraft: CreateDraft,
    @Inject(RequestReview) private readonly requestReview: RequestReview,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, request: Request, grant: Grant): Promise<AccessRequestView> {
    const change = await this.#prepare(ctx, request, grant);
    const { requireReview, context } = await withOrg(this.db, ctx.orgId, async (tx) => {
      if (change) await assertNotManaged(tx, change.policyId, null, change.patch);
      return { requireReview: await readRequireReview(tx), context: await readCheckContext(tx) };
    });
    if (!change) return withOrg(this.db, ctx.orgId, (tx) => this.#close(tx, ctx, request, grant, { state: 'granted' }));
    const accepted = acceptPolicyText(change.text, context);
    if (requireReview) return withOrg(this.db, ctx.orgId, (tx) => this.#draft(tx, ctx, request, { change, grant }));
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      await getOpen(tx, request.id);
      const { policyId, baseVersion } = change;
      const note = noteOf(request);
      const published = await this.putInForce.replace(tx, ctx, {
        policyId,
        baseVersion,
        accepted,
        note,
        kind: 'granted',
      });
      return this.#close(tx, ctx, request, grant, {
        state: 'granted',
        policy_id: policyId,
        version: published.version,
      });
    });
    return result;
  }

  /** @returns null when the policies in force let the call pass already. @throws AppError `access_request.not_grantable` */
  async #prepare(ctx: OrgContext, request: Request, { expires }: Grant): Promise<ProposedChange | null> {
    const terms = {
      id: `grant-${request.id.slice(-ID_CHARS)}`,
      grantedBy: ctx.actor.name,
      reason: request.reason,
      expires,
    };
    const { proposal, change } = await this.propose.run(ctx, request.call_id, terms);
    if (!proposal.works) throw new AppError('access_request.not_grantable', { detail: proposal.obstacle });
    return change;
  }

  async #draft(
    tx: OrgTx,
    ctx: OrgContext,
    request: Request,
    { change, grant }: { readonly change: ProposedChange; readonly grant: Grant },
  ): Promise<AccessRequestView> {
    await getOpen(tx, request.id);
    const { policyId, baseVersion, text } = change;
    const title = request.summary.slice(0, TITLE_CHARS_MAX);
    const draftId = await this.createDraft.insert(
      tx,
      ctx,
      { policyId, baseVersion, text, title, note: noteOf(request) },
      {
        accessRequestId: request.id,
        requester: { id: request.requested_by_id, name: request.requested_by },
      },
    );
    const draft = await tx.selectFrom('policy_drafts').selectAll().where('id', '=', draftId).executeTakeFirstOrThrow();
    await this.requestReview.hand(tx, ctx, draft);
    return this.#close(tx, ctx, request, grant, { state: 'in_review', policy_id: policyId, draft_id: draftId });
  }

  async #close(
    tx: OrgTx,
    ctx: OrgContext,
    request: Request,
    { expires, answer }: Grant,
    outcome: Pick<Changes<'access_requests'>, 'state' | 'policy_id' | 'version' | 'draft_id'>,
  ): Promise<AccessRequestView> {
    await getOpen(tx, request.id);
    await tx
      .updateTable('access_requests')
      .set({ ...outcome, decided_by: ctx.actor.name, decided_at: new Date(this.now()), expires, answer })
      .where('id', '=', request.id)
      .execute();
    await this.recordAdminChange.run(tx, ctx.orgId, {
      actor: ctx.actor.name,
      action: 'access_request.granted',
      target: request.summary,
      detail: {
        accessRequestId: request.id,
        requestedBy: request.requested_by,
        expires: expires.toISOString(),
        ...outcome,
      },
    });
    return getAccessRequest(tx, request.id);
  }
}

const noteOf = ({ summary, requested_by, reason }: Request): string =>
  `${summary} Asked for by ${requested_by}: ${reason}`.slice(0, NOTE_CHARS_MAX);
