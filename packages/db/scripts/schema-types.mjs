// How the tables of a migrated database become the types of src/schema.generated.ts.
import { generate, PostgresDialect } from 'kysely-codegen';

/** Column types that say more than the database does: ids, enumerations, documents. */
const COLUMNS = {
  ...orgIdOf('access_requests policy_draft_reviews policy_drafts'),
  'access_requests.id': 'AccessRequestId',
  'access_requests.call_id': 'CallId',
  'access_requests.state': "Generated<'open' | 'in_review' | 'granted' | 'refused'>",
  'access_requests.principal': "JsonColumn<Pick<Principal, 'id' | 'kind' | 'name'>>",
  'access_requests.server': 'JsonColumn<{ id: string; slug: string }>',
  'access_requests.target': 'JsonColumn<Target>',
  'access_requests.kind': "'allow_rule' | 'exception_from_finding' | 'exception_from_rule' | null",
  'access_requests.policy_id': 'PolicyId | null',
  'access_requests.draft_id': 'PolicyDraftId | null',
  ...orgIdOf(
    'admin_changes calls definitions group_members groups members org_data_keys org_directory organisations outbox policies',
  ),
  ...orgIdOf('policy_versions records server_states servers service_account_tokens service_accounts snapshots'),
  ...orgIdOf('policy_simulations rule_hits snapshot_history snapshot_parts'),
  ...orgIdOf('custom_detectors detector_bundles detector_settings registered_secrets'),
  ...orgIdOf('upstream_challenges upstream_clients upstream_grants upstream_sign_ins'),
  'admin_changes.id': 'AdminChangeId',
  'admin_changes.action': 'AdminAction',
  'admin_changes.detail': 'OptionalJsonColumn<Record<string, unknown>>',
  'calls.id': 'CallId',
  'calls.arguments_key_id': 'DataKeyId | null',
  'calls.captured_key_id': 'DataKeyId | null',
  'calls.principal_kind': 'PrincipalKind | null',
  'calls.origin': "'client' | 'server'",
  'calls.target_kind': "Target['kind']",
  'calls.effect': 'Effect',
  'calls.reasons': 'Generated<Reason[]>',
  'calls.severity': 'Severity | null',
  'calls.categories': 'Generated<FindingCategory[]>',
  'calls.outcome': 'Outcome | null',
  'calls.decided': 'JsonColumn<CallPhase>',
  'calls.completed': 'OptionalJsonColumn<CallPhase | null>',
  'custom_detectors.state': "Generated<'draft' | 'active'>",
  'custom_detectors.definition': 'JsonColumn<CustomDetector>',
  'detector_bundles.state': "'rolling' | 'active' | 'rolled_back' | 'replaced'",
  'detector_bundles.rolled_back': 'OptionalJsonColumn<BundleRollback | null>',
  'detector_settings.mode': 'DetectorMode',
  'definitions.id': 'DefinitionId',
  'definitions.server_id': 'ServerId',
  'definitions.kind': 'DefinitionKind',
  'definitions.body': 'JsonColumn<Record<string, unknown>>',
  'definitions.state': 'Generated<DefinitionState>',
  'definitions.observed_body': 'OptionalJsonColumn<Record<string, unknown> | null>',
  'definitions.name_hash': 'ColumnType<Buffer, never, never>',
  'definitions.findings': 'OptionalJsonColumn<Finding[]>',
  'gateways.last_heartbeat': 'OptionalJsonColumn<Heartbeat | null>',
  'group_members.principal_id': 'ColumnType<string, never, never>',
  'group_members.group_id': 'GroupId',
  'group_members.member_id': 'MemberId | null',
  'group_members.service_account_id': 'ServiceAccountId | null',
  'groups.id': 'GroupId',
  'members.id': 'MemberId',
  'members.role': 'Role',
  'org_data_keys.id': 'DataKeyId',
  'organisations.settings': "OptionalJsonColumn<Snapshot['settings']>",
  'outbox.id': 'OutboxId',
  'outbox.payload': 'OptionalJsonColumn<Record<string, unknown>>',
  'policies.id': 'PolicyId',
  'policy_draft_reviews.id': 'PolicyReviewId',
  'policy_draft_reviews.draft_id': 'PolicyDraftId',
  'policy_draft_reviews.verdict': "'approve' | 'request_changes'",
  'policy_drafts.id': 'PolicyDraftId',
  'policy_drafts.policy_id': 'PolicyId | null',
  'policy_drafts.state': 'Generated<DraftState>',
  'policy_drafts.editors': 'JsonColumn<readonly { id: string; name: string }[]>',
  'policy_drafts.simulation_id': 'SimulationId | null',
  'policy_drafts.source': 'OptionalJsonColumn<PolicySource | null>',
  'policy_drafts.access_request_id': 'AccessRequestId | null',
  'policy_versions.policy_id': 'PolicyId',
  'policy_versions.kind': "Generated<'published' | 'reverted' | 'emergency' | 'granted'>",
  'policy_versions.simulation_id': 'SimulationId | null',
  'policy_versions.draft_id': 'PolicyDraftId | null',
  'policy_versions.source': 'OptionalJsonColumn<PolicySource | null>',
  'policy_simulations.id': 'SimulationId',
  'policy_simulations.state': 'Generated<SimulationState>',
  'policy_simulations.policy_id': 'PolicyId | null',
  'policy_simulations.base': "JsonColumn<Snapshot['policies']>",
  'policy_simulations.checkpoint': 'OptionalJsonColumn<Record<string, unknown> | null>',
  'policy_simulations.report': 'OptionalJsonColumn<SimulationReport | null>',
  'rule_hits.mode': 'RuleMode',
  'rule_hits.effect': 'Effect',
  'rule_hits.principal_kind': 'PrincipalKind | null',
  'rule_hits.target_kind': "Target['kind']",
  'rule_hits.target_hash': 'ColumnType<Buffer, never, never>',
  'rule_hits.last_call_id': 'CallId',
  'records.call_id': 'CallId',
  'records.stage': "AuditRecord['stage']",
  'records.body': 'JsonColumn<AuditRecord>',
  'server_states.server_id': 'ServerId',
  'server_states.state': 'ServerState',
  'server_states.server_info': 'OptionalJsonColumn<{ name: string; version: string } | null>',
  'servers.id': 'ServerId',
  'servers.transport': 'JsonColumn<ServerTransport>',
  'servers.tier': 'Generated<ServerTier>',
  'servers.egress': "Generated<'internal' | 'external'>",
  'service_account_tokens.id': 'TokenId',
  'service_account_tokens.service_account_id': 'ServiceAccountId',
  'service_accounts.id': 'ServiceAccountId',
  'service_accounts.role': 'Role | null',
  'service_account_tokens.issuer_role': 'Role | null',
  'upstream_challenges.server_id': 'ServerId',
  'upstream_clients.kind': "'preregistered' | 'metadata_document' | 'dynamic'",
  'upstream_clients.auth_method': "'none' | 'client_secret_basic' | 'client_secret_post'",
  'upstream_clients.secret_key_id': 'DataKeyId | null',
  'upstream_clients.metadata': 'OptionalJsonColumn<Record<string, unknown> | null>',
  'upstream_grants.id': 'GrantId',
  'upstream_grants.server_id': 'ServerId',
  'upstream_grants.member_id': 'MemberId | null',
  'upstream_grants.service_account_id': 'ServiceAccountId | null',
  'upstream_grants.principal_id': 'ColumnType<string, never, never>',
  'upstream_grants.tokens_key_id': 'DataKeyId',
  'upstream_sign_ins.server_id': 'ServerId',
  'upstream_sign_ins.member_id': 'MemberId',
  'upstream_sign_ins.service_account_id': 'ServiceAccountId | null',
  'upstream_sign_ins.key_id': 'DataKeyId',
};

const IMPORTS = {
  '@sallyport/contracts':
    'AccessRequestId AdminAction AdminChangeId AuditRecord BundleRollback CallId CustomDetector DataKeyId DefinitionId DefinitionKind DefinitionState DetectorMode DraftState Effect Finding ' +
    'FindingCategory GrantId GroupId Heartbeat MemberId OrgId Outcome OutboxId PolicyDraftId PolicyId PolicyReviewId PolicySource ' +
    'Principal Reason Role RuleMode ServerId ServerTier ' +
    'ServerTransport ServiceAccountId Severity SimulationId SimulationReport SimulationState Snapshot Target TokenId',
  './column-types.js': 'CallPhase JsonColumn OptionalJsonColumn PrincipalKind ServerState',
};

/** @param {string} tables */
function orgIdOf(tables) {
  return Object.fromEntries(tables.split(' ').map((table) => [`${table}.org_id`, 'OrgId']));
}

/**
 * The types of a migrated database.
 * @param {string} ownerUrl
 * @returns {Promise<string>}
 */
export async function schemaTypes(ownerUrl) {
  const dialect = new PostgresDialect({ numericParser: 'string', partitions: false });
  const db = await dialect.introspector.connect({ connectionString: ownerUrl, dialect });
  try {
    const types = await generate({
      db,
      dialect,
      outFile: null,
      includePattern: 'public.*',
      excludePattern: 'public.schema_migrations',
      typeMapping: { int8: 'number' },
      overrides: { columns: COLUMNS },
    });
    return types.replace(/^import /m, `${importLines(types)}import `);
  } finally {
    await db.destroy();
  }
}

/** The generator imports only what it knows itself, not the names inside an override. @param {string} types */
function importLines(types) {
  const lines = Object.entries(IMPORTS).map(([module, names]) => {
    const used = names.split(' ').filter((name) => new RegExp(`\\b${name}\\b`).test(types));
    return `import type { ${used.join(', ')} } from '${module}';\n`;
  });
  return lines.join('');
}
