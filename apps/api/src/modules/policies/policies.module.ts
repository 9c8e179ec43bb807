import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesQueries } from './policies.queries.js';
import { CheckPolicy } from './use-cases/check-policy.js';
import { CreatePolicy } from './use-cases/create-policy.js';
import { PublishPolicy } from './use-cases/publish-policy.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [PoliciesController],
  providers: [PoliciesQueries, CheckPolicy, CreatePolicy, PublishPolicy],
})
export class PoliciesModule {}
