import { Module } from '@nestjs/common';
import { PolicySimulationsController } from './policy-simulations.controller.js';

@Module({ controllers: [PolicySimulationsController] })
export class PolicySimulationsModule {}
