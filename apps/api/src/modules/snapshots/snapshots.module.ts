import { Module } from '@nestjs/common';
import { SnapshotHeads } from './snapshot-heads.js';
import { SnapshotsController } from './snapshots.controller.js';
import { SnapshotsQueries } from './snapshots.queries.js';
import { BuildSnapshot } from './use-cases/build-snapshot.js';
import { ChangeOrg } from './use-cases/change-org.js';
import { RebuildStaleSnapshot } from './use-cases/rebuild-stale-snapshot.js';
import { StreamSnapshots } from './use-cases/stream-snapshots.js';

@Module({
  controllers: [SnapshotsController],
  providers: [SnapshotsQueries, SnapshotHeads, BuildSnapshot, ChangeOrg, RebuildStaleSnapshot, StreamSnapshots],
  exports: [ChangeOrg, RebuildStaleSnapshot],
})
export class SnapshotsModule {}
