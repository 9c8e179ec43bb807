import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { AccessRequestsQueries } from './access-requests.queries.js';
import { CreateAccessRequest } from './use-cases/create-access-request.js';
import { DecideAccessRequest } from './use-cases/decide-access-request.js';

@Controller()
export class AccessRequestsController {
  constructor(
    @Inject(AccessRequestsQueries) private readonly queries: AccessRequestsQueries,
    @Inject(CreateAccessRequest) private readonly create: CreateAccessRequest,
    @Inject(DecideAccessRequest) private readonly decide: DecideAccessRequest,
  ) {}

  @Operation(OPERATIONS.getAccessProposal)
  getAccessProposal(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getAccessProposal>) {
    return this.queries.getProposal(ctx, input);
  }

  @Operation(OPERATIONS.createAccessRequest)
  createAccessRequest(ctx: OrgContext, input: InputOf<typeof OPERATIONS.createAccessRequest>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.listAccessRequests)
  listAccessRequests(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listAccessRequests>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.decideAccessRequest)
  decideAccessRequest(ctx: OrgContext, input: InputOf<typeof OPERATIONS.decideAccessRequest>) {
    return this.decide.run(ctx, input);
  }
}
