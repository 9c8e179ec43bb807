import { type DynamicModule, Module } from '@nestjs/common';
import type { Core } from './core.js';
import { DetectorJobsModule } from './modules/detectors/detector-jobs.module.js';
import { OutboxModule } from './modules/outbox/outbox.module.js';
import { PolicyDraftsModule } from './modules/policy-drafts/policy-drafts.module.js';
import { SimulationJobsModule } from './modules/policy-simulations/simulation-jobs.module.js';
import { SnapshotsModule } from './modules/snapshots/snapshots.module.js';
import { coreModule } from './platform/core.module.js';

@Module({})
class WorkerModule {}

/** The worker: the modules whose work is done by jobs. */
export const workerModule = (core: Core): DynamicModule => ({
  module: WorkerModule,
  imports: [
    coreModule(core),
    SnapshotsModule,
    OutboxModule,
    PolicyDraftsModule,
    SimulationJobsModule,
    DetectorJobsModule,
  ],
});
