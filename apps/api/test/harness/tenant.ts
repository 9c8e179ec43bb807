import { createHash, randomBytes } from 'node:crypto';
import type { MemberId, OrgId, Role } from '@sallyport/contracts';
import { asPlatform, withOrg } from '@sallyport/db';
import { createMember, createOrganisation, uniqueWord } from '@sallyport/testkit';
import { newPerson, type TestPerson } from './identity-provider.js';
import type { TestApi } from './start-api.js';

export interface TestTenant {
  readonly orgId: OrgId;
  readonly slug: string;
  /** A new member with a role, and an access token of theirs. */
  join(role: Role): Promise<{ readonly memberId: MemberId; readonly person: TestPerson; readonly token: string }>;
  readonly ownerToken: string;
}

/** An organisation with an owner who has signed in. */
export const createTenant = async ({ database, idp }: TestApi): Promise<TestTenant> => {
  const { id: orgId, slug } = await createOrganisation(database.platform);
  const join = async (role: Role) => {
    const person = newPerson(uniqueWord(role.replaceAll('_', '-')));
    const member = await withOrg(database.db, orgId, (tx) =>
      createMember(tx, orgId, {
        issuer: idp.issuer,
        subject: person.sub,
        email: person.email,
        name: person.name,
        role,
      }),
    );
    return { memberId: member.id, person, token: await idp.token(person) };
  };
  const { token } = await join('owner');
  return { orgId, slug, join, ownerToken: token };
};

export interface TestGateway {
  readonly id: string;
  readonly token: string;
}

/** An enrolled gateway. @param orgIds organisations it serves; all of them unless given */
export const createGateway = async (
  { database }: TestApi,
  orgIds: readonly OrgId[] | null = null,
): Promise<TestGateway> => {
  const id = uniqueWord('gw');
  const token = randomBytes(32).toString('base64url');
  const token_hash = createHash('sha256').update(token).digest('hex');
  await asPlatform(database.platform, 'test', (tx) =>
    tx
      .insertInto('gateways')
      .values({ id, token_hash, org_ids: orgIds && [...orgIds] })
      .execute(),
  );
  return { id, token };
};

/** Actions in an organisation's trail, oldest first, without what the making of the tenant left. */
export const trailOf = async ({ database }: TestApi, orgId: OrgId) => {
  const rows = await withOrg(database.db, orgId, (tx) =>
    tx
      .selectFrom('admin_changes')
      .select(['actor', 'action', 'target', 'detail'])
      .where('action', '!=', 'platform.accessed')
      .orderBy('at')
      .orderBy('id')
      .execute(),
  );
  return rows;
};
