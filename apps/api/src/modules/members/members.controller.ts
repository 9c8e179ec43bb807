import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { MembersQueries } from './members.queries.js';
import { UpdateMember } from './use-cases/update-member.js';

@Controller()
export class MembersController {
  constructor(
    @Inject(MembersQueries) private readonly queries: MembersQueries,
    @Inject(UpdateMember) private readonly update: UpdateMember,
  ) {}

  @Operation(OPERATIONS.listMembers)
  listMembers(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listMembers>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.updateMember)
  updateMember(ctx: OrgContext, input: InputOf<typeof OPERATIONS.updateMember>) {
    return this.update.run(ctx, input);
  }
}
