export { checkPolicy, type PolicyCheck } from './check/check-policy.js';
export type { CheckContext } from './check/rule-checks.js';
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
export { type ParseResult, type PolicyPositions, parsePolicy } from './document/parse-policy.js';
export type { TextRange } from './document/text-position.js';
export { type JsonSchema, policyJsonSchema } from './json-schema.js';
export type { Program } from './program/program.js';
