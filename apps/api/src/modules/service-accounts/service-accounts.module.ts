import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { ServiceAccountsController } from './service-accounts.controller.js';
import { ServiceAccountsQueries } from './service-accounts.queries.js';
import { CreateServiceAccount } from './use-cases/create-service-account.js';
import { IssueToken } from './use-cases/issue-token.js';
import { RevokeToken } from './use-cases/revoke-token.js';
import { UpdateServiceAccount } from './use-cases/update-service-account.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [ServiceAccountsController],
  providers: [ServiceAccountsQueries, CreateServiceAccount, UpdateServiceAccount, IssueToken, RevokeToken],
})
export class ServiceAccountsModule {}
