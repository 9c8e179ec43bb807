export { ADMIN_ACTIONS, type AdminAction } from './admin-changes.js';
export {
  ACCESS_REQUEST_STATES,
  accessProposalSchema,
  accessRequestSchema,
  PROPOSAL_KINDS,
} from './api/access-requests.js';
export {
  callDetailSchema,
  callFilterQuery,
  callOutcomeSchema,
  callSummarySchema,
  overviewSchema,
} from './api/calls.js';
export { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from './api/common.js';
export { connectionSchema, upstreamClientSchema } from './api/connections.js';
export {
  customDetectorViewSchema,
  DETECTOR_DAYS,
  type DetectorCheck,
  type DetectorView,
  detectorBundleViewSchema,
  detectorCheckSchema,
  detectorSchema,
} from './api/detectors.js';
export { meSchema } from './api/me.js';
export { adminChangeSchema, memberSchema, serviceAccountSchema } from './api/members.js';
export { accessErrors, buildOpenApi, operationErrors } from './api/openapi.js';
export type { Access, OperationShape } from './api/operation.js';
export { OPERATIONS, type OperationId } from './api/operations.js';
export {
  blameRangeSchema,
  managedBySchema,
  type PolicySource,
  policyCheckSchema,
  policySchema,
  policySourceSchema,
  policySummarySchema,
  policyVersionSchema,
  VERSION_KINDS,
} from './api/policies.js';
export {
  policyCoverageSchema,
  policySuggestionSchema,
  ruleActivitySchema,
  SUGGESTION_DAYS_MIN,
} from './api/policy-coverage.js';
export {
  DRAFT_STATES,
  type DraftState,
  draftReviewSchema,
  policyDraftSchema,
  policyDraftSummarySchema,
  REVIEW_VERDICTS,
} from './api/policy-drafts.js';
export { ACCESS_PATHS, POLICY_ANSWERS_MAX, toolUnderQuestionSchema } from './api/policy-questions.js';
export { platformPolicySchema, policySettingsSchema, policyTemplateSchema } from './api/policy-settings.js';
export {
  SIMULATION_DAYS_MAX,
  SIMULATION_ROWS_MAX,
  SIMULATION_SAMPLES_MAX,
  SIMULATION_STATES,
  type SimulationReport,
  type SimulationSample,
  type SimulationState,
  simulationReportSchema,
  simulationSampleSchema,
  simulationSchema,
  simulationSummarySchema,
  UNDECIDABLE_REASONS,
  type UndecidableReason,
} from './api/policy-simulations.js';
export { definitionSchema, serverLabelsSchema, serverSchema } from './api/servers.js';
export {
  type ClientInfo,
  clientInfoSchema,
  EFFECTS,
  type Effect,
  PRINCIPAL_KINDS,
  type Principal,
  principalSchema,
  REASONS,
  type Reason,
  RULE_MODES,
  type RuleMode,
  type RuleRef,
  ruleRefSchema,
  TARGET_KINDS,
  type Target,
  targetSchema,
} from './decision.js';
export {
  type BundleRollback,
  bundleRollbackSchema,
  type CustomDetector,
  customDetectorSchema,
  DETECTOR_MODES,
  DETECTOR_ORIGINS,
  DETECTOR_SURFACES,
  type DetectorBundle,
  type DetectorMode,
  type DetectorOrigin,
  type DetectorTest,
  detectorBundleSchema,
  detectorIdSchema,
  type InspectionSettings,
  inspectionSettingsSchema,
  type SignedBundle,
  signedBundleSchema,
} from './detectors.js';
export { AppError, type AppErrorOptions, type FieldError, toAppError } from './errors/app-error.js';
export { ERROR_CATALOGUE, type ErrorCode, type ErrorEntry, errorDocsUrl } from './errors/catalogue.js';
export { type Problem, problemSchema } from './errors/problem.js';
export {
  FINDING_CATEGORIES,
  type Finding,
  type FindingCategory,
  findingSchema,
  SEVERITIES,
  SEVERITY_REASONS,
  type Severity,
  type SeverityReason,
  VIEWS,
  type View,
} from './findings.js';
export {
  type CredentialAnswer,
  type CredentialRequest,
  credentialAnswerSchema,
  credentialRequestSchema,
  type DefinitionsReport,
  definitionsReportSchema,
  gatewayIdSchema,
  type Heartbeat,
  heartbeatSchema,
  INGEST_BATCH_MAX,
  type IngestRequest,
  ingestRequestSchema,
  ingestResponseSchema,
  SNAPSHOT_REFUSALS,
  type SnapshotRefusal,
  snapshotEventSchema,
  snapshotIndexSchema,
  snapshotResponseSchema,
} from './gateway-protocol.js';
export {
  type AccessRequestId,
  type AdminChangeId,
  type CallId,
  type DataKeyId,
  type DefinitionId,
  digestSchema,
  type GrantId,
  type GroupId,
  ID_PREFIXES,
  type Id,
  type IdKind,
  idSchema,
  type MemberId,
  type OrgId,
  type OutboxId,
  type PolicyDraftId,
  type PolicyId,
  type PolicyReviewId,
  type PolicyVersionId,
  type ServerId,
  type ServiceAccountId,
  type SimulationId,
  type SnapshotId,
  slugSchema,
  type TokenId,
} from './ids.js';
export { hasPermission, PERMISSIONS, type Permission, ROLE_PERMISSIONS, ROLES, type Role } from './permissions.js';
export {
  type Approvers,
  approversSchema,
  type Diagnostic,
  diagnosticSchema,
  exceptionSchema,
  LIMIT_KEYS,
  LIMIT_UNITS,
  type Limit,
  limitSchema,
  type Obligations,
  obligationsSchema,
  type PathZone,
  POLICY_LEVELS,
  POLICY_TEXT_BYTES_MAX,
  type PolicyDocument,
  type PolicyException,
  type PolicyLevel,
  type PolicyRule,
  type PolicyTest,
  pathZoneSchema,
  policyDocumentSchema,
  policyRuleSchema,
  policyTestSchema,
  principalMatchSchema,
  type Redaction,
  redactionSchema,
  rolloutStageSchema,
  ruleMatchSchema,
  timeWindowSchema,
  WEEKDAYS,
} from './policy-document.js';
export { QUEUES, type QueueName } from './queues.js';
export {
  type AuditRecord,
  CAPTURED_RESULT_BYTES_MAX,
  type CompletedRecord,
  completedRecordSchema,
  type DecidedRecord,
  type DecisionContext,
  decidedRecordSchema,
  decisionContextSchema,
  KEPT_ARGUMENTS_BYTES_MAX,
  OUTCOMES,
  type Outcome,
  recordSchema,
} from './record.js';
export {
  type Behaviour,
  behaviourSchema,
  type FlowFacts,
  flowFactsSchema,
  NO_BEHAVIOUR,
  type SessionFacts,
  sessionFactsSchema,
} from './behaviour.js';
export {
  DEFINITION_KINDS,
  DEFINITION_STATES,
  type DefinitionKind,
  type DefinitionState,
  SERVER_TIERS,
  SERVICE_TOKEN_PATTERN,
  type ServerTier,
  type ServerTransport,
  type SignedSnapshot,
  type Snapshot,
  type SnapshotDefinition,
  type SnapshotServer,
  serverTransportSchema,
  signedSnapshotSchema,
  snapshotDefinitionSchema,
  snapshotSchema,
  snapshotServerSchema,
} from './snapshot.js';
export {
  ARGUMENT_ROLES,
  type ArgumentRole,
  type ArgumentRoles,
  argumentRolesSchema,
  TOOL_CAPABILITIES,
  TOOL_RISKS,
  type ToolCapability,
  type ToolRisk,
} from './tool-facts.js';
export { days, hours, kib, mib, minutes, seconds } from './units.js';
