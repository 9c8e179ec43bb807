import { Module } from '@nestjs/common';
import { GatewaysModule } from '../gateways/gateways.module.js';
import { OverviewController } from './overview.controller.js';
import { OverviewQueries } from './overview.queries.js';

@Module({ imports: [GatewaysModule], controllers: [OverviewController], providers: [OverviewQueries] })
export class OverviewModule {}
