import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { MembersController } from './members.controller.js';
import { MembersQueries } from './members.queries.js';
import { UpdateMember } from './use-cases/update-member.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [MembersController],
  providers: [MembersQueries, UpdateMember],
})
export class MembersModule {}
