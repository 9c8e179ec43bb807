import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { AdminChangesQueries } from './admin-changes.queries.js';

@Controller()
export class AdminChangesController {
  constructor(@Inject(AdminChangesQueries) private readonly queries: AdminChangesQueries) {}

  @Operation(OPERATIONS.listAdminChanges)
  listAdminChanges(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listAdminChanges>) {
    return this.queries.list(ctx, input);
  }
}
