import { Module } from '@nestjs/common';
import { AdminChangesModule } from '../admin-changes/admin-changes.module.js';
import { PolicySettingsController } from './policy-settings.controller.js';
import { PolicySettingsQueries } from './policy-settings.queries.js';
import { UpdatePolicySettings } from './use-cases/update-policy-settings.js';

@Module({
  imports: [AdminChangesModule],
  controllers: [PolicySettingsController],
  providers: [PolicySettingsQueries, UpdatePolicySettings],
})
export class PolicySettingsModule {}
