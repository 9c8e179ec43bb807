import { Module } from '@nestjs/common';
import { DrainOutbox } from './use-cases/drain-outbox.js';

@Module({ providers: [DrainOutbox], exports: [DrainOutbox] })
export class OutboxModule {}
