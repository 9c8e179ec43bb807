import type { MemberId, OrgId, Role, ServiceAccountId } from '@sallyport/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './create-database.js';
import { toDatabaseError } from './errors.js';

/** Organisation of a slug, or null. Needed before {@link withOrg} can be entered; decides nothing about access. */
export async function findOrgIdBySlug(db: Db, slug: string): Promise<OrgId | null> {
  const rows = await query(db, sql<{ org_id: OrgId | null }>`select find_org_by_slug(${slug}) as org_id`);
  return rows[0]?.org_id ?? null;
}

export interface Membership {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  readonly orgName: string;
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly role: Role;
  /** False until the first sign-in: bind the subject then, and matching by address ends. */
  readonly bound: boolean;
}

export interface SignedInPerson {
  readonly issuer: string;
  readonly subject: string;
  /** Null unless the identity provider vouches for it. Counts only for memberships whose subject is not bound yet. */
  readonly verifiedEmail: string | null;
}

/** Organisations somebody belongs to, by slug; at most 200. */
export async function listMemberships(db: Db, person: SignedInPerson): Promise<Membership[]> {
  const { issuer, subject, verifiedEmail } = person;
  const rows = await query(
    db,
    sql<MembershipRow>`select * from find_memberships(${issuer}, ${subject}, ${verifiedEmail}) limit 200`,
  );
  return rows.map((row) => ({
    orgId: row.org_id,
    orgSlug: row.org_slug,
    orgName: row.org_name,
    memberId: row.member_id,
    memberName: row.member_name,
    role: row.role,
    bound: row.bound,
  }));
}

interface MembershipRow {
  org_id: OrgId;
  org_slug: string;
  org_name: string;
  member_id: MemberId;
  member_name: string;
  role: Role;
  bound: boolean;
}

export interface ServiceTokenOwner {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  readonly accountId: ServiceAccountId;
  readonly accountName: string;
  /** What the account may do at the api; null: nothing. */
  readonly role: Role | null;
  /** Role of whoever issued the token; null for tokens that are not for the api. */
  readonly issuerRole: Role | null;
  readonly expiresAt: Date | null;
}

/** Whom a service account's token belongs to; null when there is no such token, it is revoked, or its account disabled. */
export async function findServiceToken(db: Db, tokenHash: string): Promise<ServiceTokenOwner | null> {
  const rows = await query(db, sql<ServiceTokenRow>`select * from find_service_token(${tokenHash})`);
  const row = rows[0];
  if (!row) return null;
  return {
    orgId: row.org_id,
    orgSlug: row.org_slug,
    accountId: row.account_id,
    accountName: row.account_name,
    role: row.role,
    issuerRole: row.issuer_role,
    expiresAt: row.expires_at,
  };
}

interface ServiceTokenRow {
  org_id: OrgId;
  org_slug: string;
  account_id: ServiceAccountId;
  account_name: string;
  role: Role | null;
  issuer_role: Role | null;
  expires_at: Date | null;
}

export interface GatewayOrg {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  /** 0 before the first snapshot is built. */
  readonly snapshotVersion: number;
}

/** Organisations a gateway serves; empty for a gateway that does not exist. */
export async function listGatewayOrgs(db: Db, gatewayId: string): Promise<GatewayOrg[]> {
  const rows = await query(
    db,
    sql<{ org_id: OrgId; org_slug: string; snapshot_version: number }>`select * from list_gateway_orgs(${gatewayId})`,
  );
  return rows.map((row) => ({ orgId: row.org_id, orgSlug: row.org_slug, snapshotVersion: row.snapshot_version }));
}

async function query<Row>(db: Db, statement: RawBuilder<Row>): Promise<Row[]> {
  try {
    return (await statement.execute(db)).rows;
  } catch (err) {
    throw toDatabaseError(err);
  }
}
