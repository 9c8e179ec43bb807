import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { PolicyQuestionsQueries } from './policy-questions.queries.js';

@Controller()
export class PolicyQuestionsController {
  constructor(@Inject(PolicyQuestionsQueries) private readonly queries: PolicyQuestionsQueries) {}

  @Operation(OPERATIONS.askWhoMayCall)
  askWhoMayCall(ctx: OrgContext, input: InputOf<typeof OPERATIONS.askWhoMayCall>) {
    return this.queries.whoMayCall(ctx, input);
  }

  @Operation(OPERATIONS.askWhatMayBeDone)
  askWhatMayBeDone(ctx: OrgContext, input: InputOf<typeof OPERATIONS.askWhatMayBeDone>) {
    return this.queries.whatMayBeDone(ctx, input);
  }
}
