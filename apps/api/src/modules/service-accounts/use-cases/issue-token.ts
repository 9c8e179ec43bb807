import { Inject, Injectable } from '@nestjs/common';
import { AppError, days, type OPERATIONS, type Role, type ServiceAccountId, type TokenId } from '@sallyport/contracts';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext, OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { CLOCK, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { createServiceToken, type ServiceToken } from '../service-token.js';

type Issue = typeof OPERATIONS.issueToken;

/** Issues a token of a service account. The answer is the only place it is ever shown. */
@Injectable()
export class IssueToken {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: OrgContext, { params, body }: InputOf<Issue>): Promise<ResultOf<Issue>> {
    const created = createServiceToken();
    const expiresAt = body.expiresInDays === null ? null : new Date(this.now() + days(body.expiresInDays));
    const tokenId = await this.add(ctx, params.serviceAccountId, { ...created, expiresAt, issuerRole: ctx.role });
    return { tokenId, token: created.token, expiresAt: expiresAt?.toISOString() ?? null };
  }

  /**
   * Makes a token that exists already valid for an account.
   * @param token.issuerRole  role of whoever issues it; null keeps it from the api, whatever role the account has
   * @throws AppError `service_account.not_found`
   */
  async add(
    ctx: ActingContext,
    serviceAccountId: ServiceAccountId,
    token: Pick<ServiceToken, 'hash' | 'hint'> & { readonly expiresAt: Date | null; readonly issuerRole: Role | null },
  ): Promise<TokenId> {
    const id = this.newId('token');
    const { hash, hint, expiresAt, issuerRole } = token;
    const row = { org_id: ctx.orgId, id, service_account_id: serviceAccountId, hash, hint, expires_at: expiresAt };
    await this.changeOrg.run(ctx.orgId, async (tx) => {
      const account = await tx
        .selectFrom('service_accounts')
        .select('name')
        .where('id', '=', serviceAccountId)
        .executeTakeFirst();
      if (!account) throw new AppError('service_account.not_found');
      await tx
        .insertInto('service_account_tokens')
        .values({ ...row, issuer_role: issuerRole })
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'token.issued',
        target: account.name,
        detail: { tokenId: id, hint, expiresAt: expiresAt?.toISOString() ?? null },
      });
    });
    return id;
  }
}
