import { Controller } from '@nestjs/common';
import { AppError, OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation, type ResultOf } from '../../platform/operation.decorator.js';

@Controller()
export class PolicyQuestionsController {
  @Operation(OPERATIONS.askWhoMayCall)
  async askWhoMayCall(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.askWhoMayCall>,
  ): Promise<ResultOf<typeof OPERATIONS.askWhoMayCall>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.askWhatMayBeDone)
  async askWhatMayBeDone(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.askWhatMayBeDone>,
  ): Promise<ResultOf<typeof OPERATIONS.askWhatMayBeDone>> {
    throw new AppError('service.unavailable');
  }
}
