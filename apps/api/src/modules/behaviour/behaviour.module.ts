import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { BehaviourController } from './behaviour.controller.js';
import { ResetBehaviour } from './use-cases/reset-behaviour.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [BehaviourController],
  providers: [ResetBehaviour],
})
export class BehaviourModule {}
