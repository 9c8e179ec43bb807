import { Module } from '@nestjs/common';
import { IngestController } from './ingest.controller.js';
import { IngestRecords } from './use-cases/ingest-records.js';
import { StoreOrgRecords } from './use-cases/store-org-records.js';

@Module({ controllers: [IngestController], providers: [IngestRecords, StoreOrgRecords] })
export class IngestModule {}
