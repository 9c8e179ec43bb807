import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { PolicySimulationsQueries } from './policy-simulations.queries.js';
import { CancelSimulation } from './use-cases/cancel-simulation.js';
import { CreateSimulation } from './use-cases/create-simulation.js';

@Controller()
export class PolicySimulationsController {
  constructor(
    @Inject(PolicySimulationsQueries) private readonly queries: PolicySimulationsQueries,
    @Inject(CreateSimulation) private readonly create: CreateSimulation,
    @Inject(CancelSimulation) private readonly cancel: CancelSimulation,
  ) {}

  @Operation(OPERATIONS.createPolicySimulation)
  createPolicySimulation(ctx: OrgContext, input: InputOf<typeof OPERATIONS.createPolicySimulation>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.listPolicySimulations)
  listPolicySimulations(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listPolicySimulations>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.getPolicySimulation)
  getPolicySimulation(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicySimulation>) {
    return this.queries.get(ctx, input);
  }

  @Operation(OPERATIONS.cancelPolicySimulation)
  cancelPolicySimulation(ctx: OrgContext, input: InputOf<typeof OPERATIONS.cancelPolicySimulation>) {
    return this.cancel.run(ctx, input);
  }
}
