import { Controller } from '@nestjs/common';
import { AppError, OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation, type ResultOf } from '../../platform/operation.decorator.js';

@Controller()
export class PolicySimulationsController {
  @Operation(OPERATIONS.createPolicySimulation)
  async createPolicySimulation(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.createPolicySimulation>,
  ): Promise<ResultOf<typeof OPERATIONS.createPolicySimulation>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.listPolicySimulations)
  async listPolicySimulations(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.listPolicySimulations>,
  ): Promise<ResultOf<typeof OPERATIONS.listPolicySimulations>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.getPolicySimulation)
  async getPolicySimulation(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.getPolicySimulation>,
  ): Promise<ResultOf<typeof OPERATIONS.getPolicySimulation>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.cancelPolicySimulation)
  async cancelPolicySimulation(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.cancelPolicySimulation>,
  ): Promise<ResultOf<typeof OPERATIONS.cancelPolicySimulation>> {
    throw new AppError('service.unavailable');
  }
}
