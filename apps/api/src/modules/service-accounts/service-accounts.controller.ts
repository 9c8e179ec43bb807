import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { ServiceAccountsQueries } from './service-accounts.queries.js';
import { CreateServiceAccount } from './use-cases/create-service-account.js';
import { IssueToken } from './use-cases/issue-token.js';
import { RevokeToken } from './use-cases/revoke-token.js';
import { UpdateServiceAccount } from './use-cases/update-service-account.js';

@Controller()
export class ServiceAccountsController {
  constructor(
    @Inject(ServiceAccountsQueries) private readonly queries: ServiceAccountsQueries,
    @Inject(CreateServiceAccount) private readonly create: CreateServiceAccount,
    @Inject(UpdateServiceAccount) private readonly update: UpdateServiceAccount,
    @Inject(IssueToken) private readonly issue: IssueToken,
    @Inject(RevokeToken) private readonly revoke: RevokeToken,
  ) {}

  @Operation(OPERATIONS.listServiceAccounts)
  listServiceAccounts(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listServiceAccounts>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.createServiceAccount)
  createServiceAccount(ctx: OrgContext, input: InputOf<typeof OPERATIONS.createServiceAccount>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.updateServiceAccount)
  updateServiceAccount(ctx: OrgContext, input: InputOf<typeof OPERATIONS.updateServiceAccount>) {
    return this.update.run(ctx, input);
  }

  @Operation(OPERATIONS.issueToken)
  issueToken(ctx: OrgContext, input: InputOf<typeof OPERATIONS.issueToken>) {
    return this.issue.run(ctx, input);
  }

  @Operation(OPERATIONS.revokeToken)
  revokeToken(ctx: OrgContext, input: InputOf<typeof OPERATIONS.revokeToken>) {
    return this.revoke.run(ctx, input);
  }
}
