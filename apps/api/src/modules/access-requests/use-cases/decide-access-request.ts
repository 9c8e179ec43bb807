import { Inject, Injectable } from '@nestjs/common';
import { AppError, days, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { type AccessRequestView, getAccessRequest } from '../access-requests.queries.js';
import { getOpen } from '../open-request.js';
import { GrantAccess } from './grant-access.js';

type Decide = InputOf<typeof OPERATIONS.decideAccessRequest>;

const AHEAD_MS_MAX = days(366);

/** The answer of the security team to a request: a grant that ends, or a sentence. */
@Injectable()
export class DecideAccessRequest {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(GrantAccess) private readonly grant: GrantAccess,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params, body }: Decide): Promise<AccessRequestView> {
    const id = params.accessRequestId;
    if (body.decision === 'refuse') {
      return withOrg(this.db, ctx.orgId, (tx) => this.#refuse(tx, ctx, id, body.answer));
    }
    const expires = new Date(body.expires);
    const ahead = expires.getTime() - this.now();
    if (ahead <= 0 || ahead > AHEAD_MS_MAX) {
      const message = 'has to be ahead, and at most a year';
      throw new AppError('request.invalid', { fields: [{ pointer: '/body/expires', message }] });
    }
    const request = await withOrg(this.db, ctx.orgId, (tx) => getOpen(tx, id));
    return this.grant.run(ctx, request, { expires, answer: body.answer });
  }

  async #refuse(
    tx: OrgTx,
    ctx: OrgContext,
    id: Row<'access_requests'>['id'],
    answer: string,
  ): Promise<AccessRequestView> {
    const request = await getOpen(tx, id);
    await tx
      .updateTable('access_requests')
      .set({ state: 'refused', decided_by: ctx.actor.name, decided_at: new Date(this.now()), answer })
      .where('id', '=', id)
      .execute();
    await this.recordAdminChange.run(tx, ctx.orgId, {
      actor: ctx.actor.name,
      action: 'access_request.refused',
      target: request.summary,
      detail: { accessRequestId: id, requestedBy: request.requested_by, answer },
    });
    return getAccessRequest(tx, id);
  }
}
