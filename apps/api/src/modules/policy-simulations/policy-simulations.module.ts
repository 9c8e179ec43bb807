import { Module } from '@nestjs/common';
import { PolicySimulationsController } from './policy-simulations.controller.js';
import { PolicySimulationsQueries } from './policy-simulations.queries.js';
import { CancelSimulation } from './use-cases/cancel-simulation.js';
import { CreateSimulation } from './use-cases/create-simulation.js';

@Module({
  controllers: [PolicySimulationsController],
  providers: [PolicySimulationsQueries, CreateSimulation, CancelSimulation],
})
export class PolicySimulationsModule {}
