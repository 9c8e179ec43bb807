import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { appModule } from '../app.module.js';
import type { Core } from '../core.js';
import { RecordAdminChange } from '../modules/admin-changes/use-cases/record-admin-change.js';
import { IngestRecords } from '../modules/ingest/use-cases/ingest-records.js';
import { CreatePolicy } from '../modules/policies/use-cases/create-policy.js';
import { CreateServer } from '../modules/servers/use-cases/create-server.js';
import { UpdateServer } from '../modules/servers/use-cases/update-server.js';
import { CreateServiceAccount } from '../modules/service-accounts/use-cases/create-service-account.js';
import { IssueToken } from '../modules/service-accounts/use-cases/issue-token.js';
import { ChangeOrg } from '../modules/snapshots/use-cases/change-org.js';

/** The product's own use cases: what is seeded is checked, recorded in the trail and published like anything else. */
export interface SeedTools {
  readonly core: Core;
  readonly recordAdminChange: RecordAdminChange;
  readonly changeOrg: ChangeOrg;
  readonly createServer: CreateServer;
  readonly updateServer: UpdateServer;
  readonly createPolicy: CreatePolicy;
  readonly createServiceAccount: CreateServiceAccount;
  readonly issueToken: IssueToken;
  readonly ingest: IngestRecords;
}

/** Builds the modules without a server around them, hands them to `work`, and closes them. */
export const withSeedTools = async <T>(core: Core, work: (tools: SeedTools) => Promise<T>): Promise<T> => {
  const app = await NestFactory.createApplicationContext(appModule(core), { logger: false, abortOnError: false });
  try {
    return await work({
      core,
      recordAdminChange: app.get(RecordAdminChange, { strict: false }),
      changeOrg: app.get(ChangeOrg, { strict: false }),
      createServer: app.get(CreateServer, { strict: false }),
      updateServer: app.get(UpdateServer, { strict: false }),
      createPolicy: app.get(CreatePolicy, { strict: false }),
      createServiceAccount: app.get(CreateServiceAccount, { strict: false }),
      issueToken: app.get(IssueToken, { strict: false }),
      ingest: app.get(IngestRecords, { strict: false }),
    });
  } finally {
    await app.close();
  }
};
