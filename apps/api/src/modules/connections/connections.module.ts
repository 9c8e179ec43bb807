import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { ClientStore } from './client-store.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsQueries } from './connections.queries.js';
import { GrantTokensVault } from './grant-tokens.js';
import { AcceptCallback } from './use-cases/accept-callback.js';
import { CompleteConnection } from './use-cases/complete-connection.js';
import { DeleteUpstreamClient } from './use-cases/delete-upstream-client.js';
import { Disconnect } from './use-cases/disconnect.js';
import { LendCredential } from './use-cases/lend-credential.js';
import { RenewGrant } from './use-cases/renew-grant.js';
import { SaveUpstreamClient } from './use-cases/save-upstream-client.js';
import { StartConnection } from './use-cases/start-connection.js';
import { Vault } from './vault.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [ConnectionsController],
  providers: [
    Vault,
    ClientStore,
    GrantTokensVault,
    ConnectionsQueries,
    StartConnection,
    AcceptCallback,
    CompleteConnection,
    Disconnect,
    SaveUpstreamClient,
    DeleteUpstreamClient,
    LendCredential,
    RenewGrant,
  ],
  exports: [AcceptCallback],
})
export class ConnectionsModule {}
