import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { WatchBundles } from './use-cases/watch-bundles.js';

/** What the worker does for detectors. */
@Module({ imports: [AdminChangesModule, SnapshotsModule], providers: [WatchBundles] })
export class DetectorJobsModule {}
