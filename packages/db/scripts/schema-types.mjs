// How the tables of a migrated database become the types of src/schema.generated.ts.
import { generate, PostgresDialect } from 'kysely-codegen';

/** Column types that say more than the database does: ids, enumerations, documents. */
const COLUMNS = {
  ...orgIdOf(
    'admin_changes calls definitions group_members groups members org_data_keys org_directory organisations outbox policies',
  ),
  ...orgIdOf('policy_versions records server_states servers service_account_tokens service_accounts snapshots'),
  ...orgIdOf('upstream_challenges upstream_clients upstream_grants upstream_sign_ins'),
  'admin_changes.id': 'AdminChangeId',
  'admin_changes.action': 'AdminAction',
  'admin_changes.detail': 'OptionalJsonColumn<Record<string, unknown>>',
  'calls.id': 'CallId',
  'calls.arguments_key_id': 'DataKeyId | null',
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
  'policy_versions.policy_id': 'PolicyId',
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
    'AdminAction AdminChangeId AuditRecord CallId DataKeyId DefinitionId DefinitionKind DefinitionState Effect Finding ' +
    'FindingCategory GrantId GroupId Heartbeat MemberId OrgId Outcome OutboxId PolicyId Reason Role ServerId ServerTier ' +
    'ServerTransport ServiceAccountId Severity Snapshot Target TokenId',
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
