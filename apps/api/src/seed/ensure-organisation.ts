import type { OrgId, Role } from '@sallyport/contracts';
import { asPlatform, findOrgIdBySlug, type OrgTx, withOrg } from '@sallyport/db';
import type { Core } from '../core.js';
import type { RecordAdminChange } from '../modules/admin-changes/use-cases/record-admin-change.js';

export interface SeedOrganisation {
  readonly slug: string;
  readonly name: string;
  readonly people: readonly SeedPerson[];
}

export interface SeedPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly groups?: readonly string[];
}

interface Tools {
  readonly core: Pick<Core, 'db' | 'platformDb' | 'newId'>;
  readonly recordAdminChange: RecordAdminChange;
  readonly issuer: string;
}

/** An organisation with its people, invited by address. What is there already stays as people made it. */
export const ensureOrganisation = async (tools: Tools, organisation: SeedOrganisation): Promise<OrgId> => {
  const { db } = tools.core;
  const orgId = (await findOrgIdBySlug(db, organisation.slug)) ?? (await createOrganisation(tools, organisation));
  await withOrg(db, orgId, async (tx) => {
    for (const person of organisation.people) await ensurePerson(tools, tx, orgId, person);
  });
  return orgId;
};

const createOrganisation = async (
  { core: { db, platformDb, newId }, recordAdminChange }: Tools,
  { slug, name }: SeedOrganisation,
): Promise<OrgId> => {
  const orgId = newId('org');
  await asPlatform(platformDb, 'seed an organisation', async (tx) => {
    await tx.insertInto('organisations').values({ org_id: orgId, slug, name }).execute();
    await tx.insertInto('org_directory').values({ slug, org_id: orgId }).execute();
  });
  await withOrg(db, orgId, (tx) =>
    recordAdminChange.run(tx, orgId, { actor: 'seed', action: 'org.created', target: slug }),
  );
  return orgId;
};

const ensurePerson = async (
  { core: { newId }, issuer }: Tools,
  tx: OrgTx,
  orgId: OrgId,
  { email, name, role, groups = [] }: SeedPerson,
): Promise<void> => {
  // The local identity provider moves with its port; whoever signed in before signs in again.
  await tx
    .updateTable('members')
    .set({ issuer, subject: null })
    .where('email', '=', email)
    .where('issuer', '!=', issuer)
    .execute();
  await tx
    .insertInto('members')
    .values({ org_id: orgId, id: newId('member'), issuer, email, name, role })
    .onConflict((conflict) => conflict.columns(['org_id', 'issuer', 'email']).doNothing())
    .execute();
  const member = await tx.selectFrom('members').select('id').where('email', '=', email).executeTakeFirstOrThrow();
  for (const group of groups) {
    await tx
      .insertInto('groups')
      .values({ org_id: orgId, id: newId('group'), name: group })
      .onConflict((conflict) => conflict.columns(['org_id', 'name']).doNothing())
      .execute();
    const { id } = await tx.selectFrom('groups').select('id').where('name', '=', group).executeTakeFirstOrThrow();
    await tx
      .insertInto('group_members')
      .values({ org_id: orgId, group_id: id, member_id: member.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
};
