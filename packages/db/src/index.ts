export {
  type CallPhase,
  type JsonText,
  type PrincipalKind,
  type ServerState,
  storableText,
  toJson,
} from './column-types.js';
export { type CreateDatabaseOptions, createDatabase, type Db } from './create-database.js';
export { toDatabaseError } from './errors.js';
export { callTargetMatches } from './evidence/call-target-matches.js';
export { ensurePartitions } from './evidence/ensure-partitions.js';
export { insertRecords, type RecordRow } from './evidence/insert-records.js';
export {
  findOrgIdBySlug,
  findServiceToken,
  type GatewayOrg,
  listGatewayOrgs,
  listMemberships,
  type Membership,
  type ServiceTokenOwner,
  type SignedInPerson,
} from './lookups.js';
export { type ApplyMigrationsOptions, applyMigrations } from './migrations/apply-migrations.js';
export { ensureRoles, type RolePasswords } from './roles/ensure-roles.js';
export type { Changes, NewRow, Row } from './rows.js';
export type { DB as Database } from './schema.generated.js';
export { asPlatform, type OrgTx, type PlatformTx, withOrg } from './with-org.js';
