export {
  type Coverage,
  type CoveredTool,
  coverage,
  type SpeakingRule,
  type ToolCoverage,
} from './analysis/coverage.js';
export { checkPolicy, type PolicyCheck } from './check/check-policy.js';
export type { CheckContext, CheckedTool } from './check/rule-problem.js';
export type { PolicyTestResult } from './check/run-tests.js';
export { compile, type PolicySource } from './compile.js';
export { conditionVocabulary, type VocabularyEntry } from './condition/reference.js';
export { decide } from './decide.js';
export {
  type Decision,
  type DecisionInput,
  type DecisionLimit,
  type DecisionObligations,
  type DecisionServer,
  type DecisionTool,
  NO_OBLIGATIONS,
} from './decision-input.js';
export {
  type ChangedRule,
  diffRules,
  type FieldChange,
  type RuleEntry,
  type RuleKind,
  type RulesDiff,
} from './diff/diff-rules.js';
export { type ParseResult, type PolicyPositions, parsePolicy } from './document/parse-policy.js';
export type { TextRange } from './document/text-position.js';
export { formatPolicy } from './format/format-policy.js';
export { type JsonSchema, policyJsonSchema } from './json-schema.js';
export { checkMutations, type MutationReport, type SurvivingMutation } from './mutations/check-mutations.js';
export type { Program } from './program/program.js';
export { shareOf } from './program/rollout.js';
export { inputOfRecord, type Missing, type RecordedInput } from './replay/input-of-record.js';
export { type Replay, replay } from './replay/replay.js';
export { PLATFORM_BASELINE } from './templates/platform-baseline.js';
export { SHIPPED_BASELINE } from './templates/shipped-baseline.js';
export type { PolicyTemplate } from './templates/template.js';
export { POLICY_TEMPLATES } from './templates/templates.js';
export { durationMs } from './text/duration.js';
