import { Inject, Injectable } from '@nestjs/common';
import { AppError, days, type OPERATIONS } from '@sallyport/contracts';
import { type Db, toJson, withOrg } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { lockOrg } from '../../snapshots/use-cases/build-snapshot.js';
import { type AccessRequestView, getAccessRequest } from '../access-requests.queries.js';
import { findOpenRequest } from '../open-request.js';
import { ProposeAccess } from '../propose-access.js';

/** Asks for what was denied, for oneself or for a service account. The same thing is asked for once at a time. */
@Injectable()
export class CreateAccessRequest {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ProposeAccess) private readonly propose: ProposeAccess,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { body }: InputOf<typeof OPERATIONS.createAccessRequest>): Promise<AccessRequestView> {
    const now = this.now();
    const expires = new Date(now + days(body.days));
    const terms = { id: 'granted-access', grantedBy: 'nobody yet', reason: body.reason, expires };
    const { call, proposal, summary } = await this.propose.run(ctx, body.callId, terms);
    const { principal, server, target } = call.record;
    const id = this.newId('accessRequest', now);
    return withOrg(this.db, ctx.orgId, async (tx) => {
      // Two people who ask at the same moment: the second finds the first one's request.
      await lockOrg(tx, ctx.orgId);
      const open = await findOpenRequest(tx, call.record);
      if (open) throw new AppError('access_request.exists', { params: { accessRequestId: open.id } });
      await tx
        .insertInto('access_requests')
        .values({
          org_id: ctx.orgId,
          id,
          call_id: body.callId,
          reason: body.reason,
          requested_by_id: ctx.actor.id,
          requested_by: ctx.actor.name,
          requested_at: new Date(now),
          days: body.days,
          principal: toJson({ id: principal.id, kind: principal.kind, name: principal.name }),
          server: toJson({ id: server.id, slug: server.slug }),
          target: toJson(target),
          kind: proposal.change?.kind ?? null,
          summary,
        })
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'access_request.created',
        target: summary,
        detail: { accessRequestId: id, callId: body.callId, reason: body.reason, days: body.days },
      });
      return getAccessRequest(tx, id);
    });
  }
}
