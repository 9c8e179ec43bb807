import { Controller } from '@nestjs/common';
import { AppError, OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation, type ResultOf } from '../../platform/operation.decorator.js';

@Controller()
export class PolicyCoverageController {
  @Operation(OPERATIONS.getPolicyCoverage)
  async getPolicyCoverage(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.getPolicyCoverage>,
  ): Promise<ResultOf<typeof OPERATIONS.getPolicyCoverage>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.checkPolicyMutations)
  async checkPolicyMutations(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.checkPolicyMutations>,
  ): Promise<ResultOf<typeof OPERATIONS.checkPolicyMutations>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.listPolicySuggestions)
  async listPolicySuggestions(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.listPolicySuggestions>,
  ): Promise<ResultOf<typeof OPERATIONS.listPolicySuggestions>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.getPolicySuggestion)
  async getPolicySuggestion(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.getPolicySuggestion>,
  ): Promise<ResultOf<typeof OPERATIONS.getPolicySuggestion>> {
    throw new AppError('service.unavailable');
  }

  @Operation(OPERATIONS.getRuleActivity)
  async getRuleActivity(
    _ctx: OrgContext,
    _input: InputOf<typeof OPERATIONS.getRuleActivity>,
  ): Promise<ResultOf<typeof OPERATIONS.getRuleActivity>> {
    throw new AppError('service.unavailable');
  }
}
