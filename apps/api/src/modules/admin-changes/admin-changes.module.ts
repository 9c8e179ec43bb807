import { Module } from '@nestjs/common';
import { AdminChangesController } from './admin-changes.controller.js';
import { AdminChangesQueries } from './admin-changes.queries.js';
import { RecordAdminChange } from './use-cases/record-admin-change.js';

@Module({
  controllers: [AdminChangesController],
  providers: [AdminChangesQueries, RecordAdminChange],
  exports: [RecordAdminChange],
})
export class AdminChangesModule {}
