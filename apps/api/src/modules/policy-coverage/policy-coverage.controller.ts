import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation, type ResultOf } from '../../platform/operation.decorator.js';
import { checkMutationsAside } from './check-mutations-aside.js';
import { PolicyCoverageQueries } from './policy-coverage.queries.js';
import { RuleActivityQueries } from './rule-activity.queries.js';
import { SuggestionsQueries } from './suggestions.queries.js';

type CheckMutations = typeof OPERATIONS.checkPolicyMutations;

@Controller()
export class PolicyCoverageController {
  constructor(
    @Inject(PolicyCoverageQueries) private readonly coverage: PolicyCoverageQueries,
    @Inject(SuggestionsQueries) private readonly suggestions: SuggestionsQueries,
    @Inject(RuleActivityQueries) private readonly activity: RuleActivityQueries,
  ) {}

  @Operation(OPERATIONS.getPolicyCoverage)
  getPolicyCoverage(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicyCoverage>) {
    return this.coverage.get(ctx, input);
  }

  @Operation(OPERATIONS.checkPolicyMutations)
  async checkPolicyMutations(_ctx: OrgContext, { body }: InputOf<CheckMutations>): Promise<ResultOf<CheckMutations>> {
    const { tried, caught, survivors, partial } = await checkMutationsAside(body.text);
    return { tried, caught, survivors: survivors.slice(0, 2000), partial };
  }

  @Operation(OPERATIONS.listPolicySuggestions)
  listPolicySuggestions(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listPolicySuggestions>) {
    return this.suggestions.list(ctx, input);
  }

  @Operation(OPERATIONS.getPolicySuggestion)
  getPolicySuggestion(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getPolicySuggestion>) {
    return this.suggestions.get(ctx, input);
  }

  @Operation(OPERATIONS.getRuleActivity)
  getRuleActivity(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getRuleActivity>) {
    return this.activity.get(ctx, input);
  }
}
