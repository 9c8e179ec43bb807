import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { CallsController } from './calls.controller.js';
import { CallsQueries } from './calls.queries.js';
import { TailCalls } from './use-cases/tail-calls.js';

@Module({
  imports: [IdentityModule],
  controllers: [CallsController],
  providers: [CallsQueries, TailCalls],
})
export class CallsModule {}
