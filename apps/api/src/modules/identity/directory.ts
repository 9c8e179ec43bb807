import { Inject, Injectable } from '@nestjs/common';
import { ROLE_PERMISSIONS, type Role } from '@sallyport/contracts';
import { asPlatform, type Db, findServiceToken, listMemberships } from '@sallyport/db';
import type { Directory, Membership, ServiceAccountIdentity } from '../../platform/auth/directory.js';
import type { Person } from '../../platform/http/request-state.js';
import { DATABASE, PLATFORM_DATABASE } from '../../platform/tokens.js';

/** Looks people and gateways up in Postgres. Only memberships bound to the person's subject count: see {@link SignIn}. */
@Injectable()
export class PostgresDirectory implements Directory {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(PLATFORM_DATABASE) private readonly platformDb: Db,
  ) {}

  async findMembership(
    { issuer, subject }: Pick<Person, 'issuer' | 'subject'>,
    orgSlug: string,
  ): Promise<Membership | null> {
    const memberships = await listMemberships(this.db, { issuer, subject, verifiedEmail: null });
    const found = memberships.find((membership) => membership.orgSlug === orgSlug);
    if (!found) return null;
    const { orgId, memberId, memberName, role } = found;
    return { orgId, orgSlug, memberId, name: memberName, role };
  }

  async findServiceAccount(tokenHash: string): Promise<ServiceAccountIdentity | null> {
    const owner = await findServiceToken(this.db, tokenHash);
    if (!owner) return null;
    const { orgId, orgSlug, accountId, accountName, role, issuerRole, expiresAt } = owner;
    const mayActHere = role !== null && issuerRole !== null && isWithin(role, issuerRole);
    return {
      orgId,
      orgSlug,
      accountId,
      name: accountName,
      role: mayActHere ? role : null,
      expiresAt: expiresAt?.getTime() ?? null,
    };
  }

  async findGateway(tokenHash: string): Promise<string | null> {
    const gateway = await asPlatform(this.platformDb, 'authenticate a gateway', (tx) =>
      tx.selectFrom('gateways').select('id').where('token_hash', '=', tokenHash).executeTakeFirst(),
    );
    return gateway?.id ?? null;
  }
}

/** A token never may more than whoever issued it, whatever role its account is given later. */
const isWithin = (role: Role, issuerRole: Role): boolean =>
  ROLE_PERMISSIONS[role].every((permission) => ROLE_PERMISSIONS[issuerRole].includes(permission));
