import type { OrgId } from '@sallyport/contracts';
import type { Database, OrgTx } from '@sallyport/db';
import { createHistoryRow, createRuleHit, createSimulation, createSnapshotPart } from './analysis.js';
import { createAccessRequest, createPolicyDraft, createPolicyDraftReview } from './authoring.js';
import {
  createUpstreamChallenge,
  createUpstreamClient,
  createUpstreamGrant,
  createUpstreamSignIn,
} from './authorization.js';
import { createBehaviourReset } from './behaviour.js';
import {
  createCustomDetector,
  createDetectorBundle,
  createDetectorSetting,
  createRegisteredSecret,
} from './detectors.js';
import {
  createDefinition,
  createPolicy,
  createPolicyVersion,
  createServer,
  createServerState,
  createSnapshotRow,
} from './enforcement.js';
import { createCall, createRecord } from './evidence.js';
import {
  addToGroup,
  createAdminChange,
  createDataKey,
  createGroup,
  createMember,
  createOutboxEntry,
  createServiceAccount,
  createServiceAccountToken,
} from './identity.js';

/** Tables whose rows belong to one organisation. */
export type TenantTable = {
  [Table in keyof Database]: 'org_id' extends keyof Database[Table] ? Table : never;
}[Exclude<keyof Database, 'org_directory'>];

/**
 * Puts a row into every tenant table, parents included: the table of table-driven isolation tests. A new tenant table does
 * not compile until it is listed here. The organisation itself is made by `createOrganisation`.
 */
export const CREATE_TENANT_ROW: Readonly<
  Record<Exclude<TenantTable, 'organisations'>, (tx: OrgTx, orgId: OrgId) => Promise<unknown>>
> = {
  access_requests: createAccessRequest,
  admin_changes: createAdminChange,
  behaviour_resets: createBehaviourReset,
  calls: createCall,
  custom_detectors: createCustomDetector,
  detector_bundles: createDetectorBundle,
  detector_settings: createDetectorSetting,
  registered_secrets: createRegisteredSecret,
  definitions: async (tx, orgId) => createDefinition(tx, orgId, (await createServer(tx, orgId)).id),
  group_members: async (tx, orgId) => {
    const [group, member] = [await createGroup(tx, orgId), await createMember(tx, orgId)];
    return addToGroup(tx, orgId, { group_id: group.id, member_id: member.id });
  },
  groups: createGroup,
  members: createMember,
  org_data_keys: createDataKey,
  outbox: createOutboxEntry,
  policies: createPolicy,
  policy_draft_reviews: async (tx, orgId) =>
    createPolicyDraftReview(tx, orgId, (await createPolicyDraft(tx, orgId)).id),
  policy_drafts: createPolicyDraft,
  policy_simulations: createSimulation,
  policy_versions: async (tx, orgId) =>
    createPolicyVersion(tx, orgId, (await createPolicy(tx, orgId)).id, { version: 2 }),
  records: createRecord,
  rule_hits: createRuleHit,
  server_states: async (tx, orgId) => createServerState(tx, orgId, (await createServer(tx, orgId)).id),
  servers: createServer,
  service_account_tokens: async (tx, orgId) =>
    createServiceAccountToken(tx, orgId, (await createServiceAccount(tx, orgId)).id),
  service_accounts: createServiceAccount,
  upstream_challenges: createUpstreamChallenge,
  upstream_clients: createUpstreamClient,
  upstream_grants: createUpstreamGrant,
  upstream_sign_ins: createUpstreamSignIn,
  snapshot_history: createHistoryRow,
  snapshot_parts: createSnapshotPart,
  snapshots: (tx, orgId) => createSnapshotRow(tx, orgId, { version: 1 }),
};
