import { Inject, Injectable } from '@nestjs/common';
import { type OPERATIONS, ROLE_PERMISSIONS } from '@sallyport/contracts';
import { type Db, listMemberships, type Membership, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { Person, PersonContext } from '../../../platform/http/request-state.js';
import type { ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';

/**
 * Who the caller is and where they belong. The first sign-in binds the identity provider's subject to the invited address,
 * once and only when the provider vouches for the address; from then on the address no longer matters.
 */
@Injectable()
export class SignIn {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run({ person }: PersonContext): Promise<ResultOf<typeof OPERATIONS.getMe>> {
    const { issuer, subject, email, emailVerified, name } = person;
    const memberships = await listMemberships(this.db, {
      issuer,
      subject,
      verifiedEmail: emailVerified ? email : null,
    });
    const joined: Membership[] = [];
    for (const membership of memberships) {
      const isMember = membership.bound ? await this.#touch(membership) : await this.#bind(membership, person);
      if (isMember) joined.push(membership);
    }
    return {
      subject,
      email,
      name,
      organisations: joined.map(({ orgId, orgSlug, orgName, memberId, role }) => ({
        id: orgId,
        slug: orgSlug,
        name: orgName,
        memberId,
        role,
        permissions: [...ROLE_PERMISSIONS[role]],
      })),
    };
  }

  async #touch({ orgId, memberId }: Membership): Promise<boolean> {
    await withOrg(this.db, orgId, (tx) =>
      tx
        .updateTable('members')
        .set({ last_seen_at: sql`now()` })
        .where('id', '=', memberId)
        .where(sql<boolean>`(last_seen_at is null or last_seen_at < now() - interval '1 minute')`)
        .execute(),
    );
    return true;
  }

  /** @returns false when another sign-in took the place in the meantime */
  async #bind({ orgId, memberId, memberName, role }: Membership, { subject, email }: Person): Promise<boolean> {
    return withOrg(this.db, orgId, async (tx) => {
      const bound = await tx
        .updateTable('members')
        .set({ subject, last_seen_at: sql`now()` })
        .where('id', '=', memberId)
        .where('subject', 'is', null)
        .executeTakeFirst();
      if (bound.numUpdatedRows === 0n) return false;
      await this.recordAdminChange.run(tx, orgId, {
        actor: memberName,
        action: 'member.joined',
        target: email,
        detail: { role },
      });
      return true;
    });
  }
}
