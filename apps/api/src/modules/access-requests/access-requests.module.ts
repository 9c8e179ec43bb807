import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { PolicyDraftsModule } from '../policy-drafts/policy-drafts.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { AccessRequestsController } from './access-requests.controller.js';
import { AccessRequestsQueries } from './access-requests.queries.js';
import { ProposeAccess } from './propose-access.js';
import { CreateAccessRequest } from './use-cases/create-access-request.js';
import { DecideAccessRequest } from './use-cases/decide-access-request.js';
import { GrantAccess } from './use-cases/grant-access.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule, PoliciesModule, PolicyDraftsModule],
  controllers: [AccessRequestsController],
  providers: [AccessRequestsQueries, ProposeAccess, CreateAccessRequest, DecideAccessRequest, GrantAccess],
})
export class AccessRequestsModule {}
