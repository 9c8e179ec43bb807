import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { GatewaysController } from './gateways.controller.js';
import { AcceptDefinitions } from './use-cases/accept-definitions.js';
import { AcceptHeartbeat } from './use-cases/accept-heartbeat.js';
import { ListOrgGateways } from './use-cases/list-org-gateways.js';

@Module({
  imports: [AdminChangesModule],
  controllers: [GatewaysController],
  providers: [AcceptHeartbeat, AcceptDefinitions, ListOrgGateways],
  exports: [ListOrgGateways],
})
export class GatewaysModule {}
