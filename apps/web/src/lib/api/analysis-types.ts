import type { ResponseOf } from '@sallyport/api-client';

export type Simulation = ResponseOf<'getPolicySimulation'>;
export type SimulationSummary = ResponseOf<'listPolicySimulations'>['items'][number];
export type SimulationReport = NonNullable<Simulation['report']>;
export type SimulationCounts = SimulationReport['counts'];
export type SimulationSample = SimulationReport['samples'][number];
export type WhoMayCall = ResponseOf<'askWhoMayCall'>;
export type WhatMayBeDone = ResponseOf<'askWhatMayBeDone'>;
export type AccessAnswer = WhoMayCall['answers'][number];
export type ToolAnswer = WhatMayBeDone['answers'][number];
export type QuestionBasis = WhoMayCall['basis'];
export type AnswerCounts = WhoMayCall['counts'];
export type ToolUnderQuestion = ToolAnswer['tool'];
export type Coverage = ResponseOf<'getPolicyCoverage'>;
export type Suggestion = ResponseOf<'listPolicySuggestions'>['items'][number];
export type RuleActivity = ResponseOf<'getRuleActivity'>;
export type AccessProposal = ResponseOf<'getAccessProposal'>;
export type AccessRequest = ResponseOf<'listAccessRequests'>['items'][number];
