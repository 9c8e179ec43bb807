import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import type { Core } from './core.js';
import { AccessRequestsModule } from './modules/access-requests/access-requests.module.js';
import { AdminChangesModule } from './modules/admin-changes/admin-changes.module.js';
import { BehaviourModule } from './modules/behaviour/behaviour.module.js';
import { CallsModule } from './modules/calls/calls.module.js';
import { ConnectionsModule } from './modules/connections/connections.module.js';
import { DetectorsModule } from './modules/detectors/detectors.module.js';
import { GatewaysModule } from './modules/gateways/gateways.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { IngestModule } from './modules/ingest/ingest.module.js';
import { MembersModule } from './modules/members/members.module.js';
import { OverviewModule } from './modules/overview/overview.module.js';
import { PoliciesModule } from './modules/policies/policies.module.js';
import { PolicyCoverageModule } from './modules/policy-coverage/policy-coverage.module.js';
import { PolicyDraftsModule } from './modules/policy-drafts/policy-drafts.module.js';
import { PolicyQuestionsModule } from './modules/policy-questions/policy-questions.module.js';
import { PolicySettingsModule } from './modules/policy-settings/policy-settings.module.js';
import { PolicySimulationsModule } from './modules/policy-simulations/policy-simulations.module.js';
import { ServersModule } from './modules/servers/servers.module.js';
import { ServiceAccountsModule } from './modules/service-accounts/service-accounts.module.js';
import { SnapshotsModule } from './modules/snapshots/snapshots.module.js';
import { AccessGuard } from './platform/auth/access.guard.js';
import { coreModule } from './platform/core.module.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { OperationInterceptor } from './platform/operation.interceptor.js';

@Module({})
class AppModule {}

/** The http process: every module with routes, behind one guard, one interceptor and one filter. */
export const appModule = (core: Core): DynamicModule => ({
  module: AppModule,
  imports: [
    coreModule(core),
    DiscoveryModule,
    IdentityModule,
    OverviewModule,
    CallsModule,
    ServersModule,
    ConnectionsModule,
    PoliciesModule,
    PolicyDraftsModule,
    PolicySettingsModule,
    AccessRequestsModule,
    PolicySimulationsModule,
    PolicyQuestionsModule,
    PolicyCoverageModule,
    DetectorsModule,
    BehaviourModule,
    MembersModule,
    ServiceAccountsModule,
    AdminChangesModule,
    SnapshotsModule,
    IngestModule,
    GatewaysModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: OperationInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
});
