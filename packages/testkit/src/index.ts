export { createFakeClock, type FakeClock } from './clock.js';
export { freePort } from './free-port.js';
export { newId, uniqueWord } from './ids.js';
export {
  type Behaviour,
  type HttpMcpServer,
  type HttpMcpServerOptions,
  type McpScript,
  type ReceivedRequest,
  type ScriptedTool,
  startHttpMcpServer,
  stdioMcpServer,
} from './mcp/index.js';
export {
  type AuthorizationServerOptions,
  type OAuthMcpServer,
  type ScriptedAuthorizationServer,
  type SdkOAuthServer,
  startAuthorizationServer,
  startOAuthMcpServer,
  startSdkOAuthServer,
} from './oauth/index.js';
export type { ReviewedLists } from './postgres/catalogue/check.js';
export { inspectCatalogue } from './postgres/catalogue/inspect-catalogue.js';
export {
  createTestDatabase,
  type TestDatabase,
  type TestDatabaseOptions,
} from './postgres/create-test-database.js';
export {
  createHistoryRow,
  createRuleHit,
  createSimulation,
  createSnapshotPart,
} from './postgres/factories/analysis.js';
export { createAccessRequest, createPolicyDraft, createPolicyDraftReview } from './postgres/factories/authoring.js';
export {
  createUpstreamChallenge,
  createUpstreamClient,
  createUpstreamGrant,
  createUpstreamSignIn,
} from './postgres/factories/authorization.js';
export {
  bundleDocument,
  createCustomDetector,
  createDetectorBundle,
  createDetectorSetting,
  createRegisteredSecret,
  detectorDefinition,
} from './postgres/factories/detectors.js';
export {
  createDefinition,
  createPolicy,
  createPolicyVersion,
  createServer,
  createServerState,
  createSnapshotRow,
  sha256,
} from './postgres/factories/enforcement.js';
export { completedRecord, createCall, createRecord, decidedRecord, recordRow } from './postgres/factories/evidence.js';
export {
  addToGroup,
  createAdminChange,
  createDataKey,
  createGroup,
  createMember,
  createOrganisation,
  createOutboxEntry,
  createServiceAccount,
  createServiceAccountToken,
  type TestOrganisation,
} from './postgres/factories/identity.js';
export { CREATE_TENANT_ROW, type TenantTable } from './postgres/factories/tenant-rows.js';
export type { DatabaseUrls, ProvidedPostgres } from './postgres/urls.js';
