import { Module } from '@nestjs/common';
import { PolicyCoverageController } from './policy-coverage.controller.js';
import { PolicyCoverageQueries } from './policy-coverage.queries.js';
import { RuleActivityQueries } from './rule-activity.queries.js';
import { SuggestionsQueries } from './suggestions.queries.js';

@Module({
  controllers: [PolicyCoverageController],
  providers: [PolicyCoverageQueries, SuggestionsQueries, RuleActivityQueries],
})
export class PolicyCoverageModule {}
