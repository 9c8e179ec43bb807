import { Module } from '@nestjs/common';
import { RunSimulations } from './use-cases/run-simulations.js';

/** The worker's part. */
@Module({ providers: [RunSimulations], exports: [RunSimulations] })
export class SimulationJobsModule {}
