import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { OverviewQueries } from './overview.queries.js';

@Controller()
export class OverviewController {
  constructor(@Inject(OverviewQueries) private readonly queries: OverviewQueries) {}

  @Operation(OPERATIONS.getOverview)
  getOverview(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getOverview>) {
    return this.queries.get(ctx, input);
  }
}
