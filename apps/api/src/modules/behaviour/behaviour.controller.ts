import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { ActingContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { ResetBehaviour } from './use-cases/reset-behaviour.js';

@Controller()
export class BehaviourController {
  constructor(@Inject(ResetBehaviour) private readonly reset: ResetBehaviour) {}

  @Operation(OPERATIONS.resetBehaviour)
  resetBehaviour(ctx: ActingContext, input: InputOf<typeof OPERATIONS.resetBehaviour>) {
    return this.reset.run(ctx, input);
  }
}
