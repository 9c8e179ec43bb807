import { createHash, randomBytes } from 'node:crypto';
import type { OrgId, ServiceAccountId } from '@sallyport/contracts';
import { asPlatform, type Db, type NewRow, type OrgTx, type Row, toJson } from '@sallyport/db';
import { newId, uniqueWord } from '../../ids.js';
import type { Overrides } from './overrides.js';

export interface TestOrganisation {
  readonly id: OrgId;
  readonly slug: string;
}

/** An organisation with its entry in the directory, as signing up makes it. */
export async function createOrganisation(
  platform: Db,
  overrides: Overrides<'organisations'> = {},
): Promise<TestOrganisation> {
  const slug = overrides.slug ?? uniqueWord('org');
  const id = newId('org');
  await asPlatform(platform, 'test', async (tx) => {
    await tx
      .insertInto('organisations')
      .values({ name: `Organisation ${slug}`, ...overrides, org_id: id, slug })
      .execute();
    await tx.insertInto('org_directory').values({ org_id: id, slug }).execute();
  });
  return { id, slug };
}

export async function createMember(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'members'> = {},
): Promise<Row<'members'>> {
  const word = uniqueWord('member');
  const values = {
    id: newId('member'),
    issuer: 'https://idp.example',
    subject: word,
    email: `${word}@example.com`,
    name: word,
    role: 'developer' as const,
    ...overrides,
  };
  return tx
    .insertInto('members')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createGroup(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'groups'> = {},
): Promise<Row<'groups'>> {
  const values = { id: newId('group'), name: uniqueWord('group'), ...overrides };
  return tx
    .insertInto('groups')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Puts a member or a service account into a group. */
export async function addToGroup(
  tx: OrgTx,
  orgId: OrgId,
  membership: Omit<NewRow<'group_members'>, 'org_id'>,
): Promise<Row<'group_members'>> {
  return tx
    .insertInto('group_members')
    .values({ ...membership, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createServiceAccount(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'service_accounts'> = {},
): Promise<Row<'service_accounts'>> {
  const values = { id: newId('serviceAccount'), name: uniqueWord('agent'), ...overrides };
  return tx
    .insertInto('service_accounts')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A token of a service account; `token` is the bearer token itself, which the database does not hold. */
export async function createServiceAccountToken(
  tx: OrgTx,
  orgId: OrgId,
  serviceAccountId: ServiceAccountId,
  overrides: Overrides<'service_account_tokens'> = {},
): Promise<{ token: string; row: Row<'service_account_tokens'> }> {
  const token = `sp_sa_${randomBytes(32).toString('base64url')}`;
  const values = {
    id: newId('token'),
    hash: createHash('sha256').update(token).digest('hex'),
    hint: token.slice(-4),
    ...overrides,
  };
  const row = await tx
    .insertInto('service_account_tokens')
    .values({ ...values, org_id: orgId, service_account_id: serviceAccountId })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { token, row };
}

export async function createDataKey(tx: OrgTx, orgId: OrgId): Promise<Row<'org_data_keys'>> {
  const values = { org_id: orgId, id: newId('dataKey'), wrapped: randomBytes(60) };
  return tx.insertInto('org_data_keys').values(values).returningAll().executeTakeFirstOrThrow();
}

export async function createAdminChange(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'admin_changes'> = {},
): Promise<Row<'admin_changes'>> {
  const values = {
    id: newId('adminChange'),
    actor: 'ada@example.com',
    action: 'server.updated' as const,
    target: uniqueWord('server'),
    detail: toJson({}),
    ...overrides,
  };
  return tx
    .insertInto('admin_changes')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createOutboxEntry(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'outbox'> = {},
): Promise<Row<'outbox'>> {
  const values = { id: newId('outbox'), topic: 'snapshot-build', ...overrides };
  return tx
    .insertInto('outbox')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
