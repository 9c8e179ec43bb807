import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { SnapshotsModule } from '../snapshots/snapshots.module.js';
import { DefinitionsQueries } from './definitions.queries.js';
import { ServersController } from './servers.controller.js';
import { ServersQueries } from './servers.queries.js';
import { CreateServer } from './use-cases/create-server.js';
import { ReviewDefinition } from './use-cases/review-definition.js';
import { UpdateServer } from './use-cases/update-server.js';

@Module({
  imports: [AdminChangesModule, SnapshotsModule],
  controllers: [ServersController],
  providers: [ServersQueries, DefinitionsQueries, CreateServer, UpdateServer, ReviewDefinition],
})
export class ServersModule {}
