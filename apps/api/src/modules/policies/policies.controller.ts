import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import { formatPolicy } from '@sallyport/policy';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { PoliciesQueries } from './policies.queries.js';
import { CheckPolicy } from './use-cases/check-policy.js';
import { CreatePolicy } from './use-cases/create-policy.js';
import { PublishPolicy } from './use-cases/publish-policy.js';
import { ReleasePolicy } from './use-cases/release-policy.js';
import { RevertPolicy } from './use-cases/revert-policy.js';

@Controller()
export class PoliciesController {
  constructor(
    @Inject(PoliciesQueries) private readonly queries: PoliciesQueries,
    @Inject(CheckPolicy) private readonly check: CheckPolicy,
    @Inject(CreatePolicy) private readonly create: CreatePolicy,
    @Inject(PublishPolicy) private readonly publish: PublishPolicy,
    @Inject(RevertPolicy) private readonly revert: RevertPolicy,
    @Inject(ReleasePolicy) private readonly release: ReleasePolicy,
  ) {}

  @Operation(OPERATIONS.listPolicies)
  listPolicies(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listPolicies>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.getPolicy)
  getPolicy(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicy>) {
    return this.queries.get(ctx, input);
  }

  @Operation(OPERATIONS.createPolicy)
  createPolicy(ctx: OrgContext, input: InputOf<typeof OPERATIONS.createPolicy>) {
    return this.create.run(ctx, input);
  }

  @Operation(OPERATIONS.checkPolicy)
  checkPolicy(ctx: OrgContext, input: InputOf<typeof OPERATIONS.checkPolicy>) {
    return this.check.run(ctx, input);
  }

  @Operation(OPERATIONS.formatPolicy)
  formatPolicy(_ctx: OrgContext, { body }: InputOf<typeof OPERATIONS.formatPolicy>) {
    return Promise.resolve({ text: formatPolicy(body.text) });
  }

  @Operation(OPERATIONS.publishPolicy)
  publishPolicy(ctx: OrgContext, input: InputOf<typeof OPERATIONS.publishPolicy>) {
    return this.publish.run(ctx, input);
  }

  @Operation(OPERATIONS.listPolicyVersions)
  listPolicyVersions(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listPolicyVersions>) {
    return this.queries.listVersions(ctx, input);
  }

  @Operation(OPERATIONS.getPolicyVersion)
  getPolicyVersion(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicyVersion>) {
    return this.queries.getVersion(ctx, input);
  }

  @Operation(OPERATIONS.revertPolicy)
  revertPolicy(ctx: OrgContext, input: InputOf<typeof OPERATIONS.revertPolicy>) {
    return this.revert.run(ctx, input);
  }

  @Operation(OPERATIONS.getPolicyBlame)
  getPolicyBlame(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicyBlame>) {
    return this.queries.blame(ctx, input);
  }

  @Operation(OPERATIONS.releasePolicy)
  releasePolicy(ctx: OrgContext, input: InputOf<typeof OPERATIONS.releasePolicy>) {
    return this.release.run(ctx, input);
  }
}
