import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { PolicySettingsQueries } from './policy-settings.queries.js';
import { UpdatePolicySettings } from './use-cases/update-policy-settings.js';

@Controller()
export class PolicySettingsController {
  constructor(
    @Inject(PolicySettingsQueries) private readonly queries: PolicySettingsQueries,
    @Inject(UpdatePolicySettings) private readonly update: UpdatePolicySettings,
  ) {}

  @Operation(OPERATIONS.getPolicySettings)
  getPolicySettings(ctx: OrgContext) {
    return this.queries.getSettings(ctx);
  }

  @Operation(OPERATIONS.updatePolicySettings)
  updatePolicySettings(ctx: OrgContext, input: InputOf<typeof OPERATIONS.updatePolicySettings>) {
    return this.update.run(ctx, input);
  }

  @Operation(OPERATIONS.getPlatformPolicy)
  getPlatformPolicy() {
    return this.queries.getPlatformPolicy();
  }

  @Operation(OPERATIONS.listPolicyTemplates)
  listPolicyTemplates() {
    return this.queries.listTemplates();
  }
}
