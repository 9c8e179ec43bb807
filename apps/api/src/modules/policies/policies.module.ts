import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesQueries } from './policies.queries.js';
import { PutInForce } from './put-in-force.js';
import { CheckPolicy } from './use-cases/check-policy.js';
import { CreatePolicy } from './use-cases/create-policy.js';
import { PublishPolicy } from './use-cases/publish-policy.js';
import { ReleasePolicy } from './use-cases/release-policy.js';
import { RevertPolicy } from './use-cases/revert-policy.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [PoliciesController],
  providers: [PoliciesQueries, PutInForce, CheckPolicy, CreatePolicy, PublishPolicy, RevertPolicy, ReleasePolicy],
  exports: [PutInForce],
})
export class PoliciesModule {}
