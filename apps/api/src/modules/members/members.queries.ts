import { Inject, Injectable } from '@nestjs/common';
import { type MemberId, OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';

type List = typeof OPERATIONS.listMembers;
type MemberView = ResultOf<List>['items'][number];

@Injectable()
export class MembersQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** By name, then id. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listMembers.id };
    const after = query.cursor === undefined ? undefined : this.cursors.decode(scope, query.cursor)[0];
    const rows = await withOrg(this.db, ctx.orgId, (tx) => {
      const page = selectMembers(tx)
        .orderBy('m.name')
        .orderBy('m.id')
        .limit(query.limit + 1);
      if (after === undefined) return page.execute();
      return page.where(sql<boolean>`(m.name, m.id) > (select name, id from members where id = ${after})`).execute();
    });
    return toPage(rows, query.limit, { toItem: toMember, toCursor: ({ id }) => this.cursors.encode(scope, [id]) });
  }
}

/** @returns the member as answers show it, or null */
export const findMember = async (tx: OrgTx, id: MemberId): Promise<MemberView | null> => {
  const row = await selectMembers(tx).where('m.id', '=', id).executeTakeFirst();
  return row ? toMember(row) : null;
};

const selectMembers = (tx: OrgTx) =>
  tx.selectFrom('members as m').select((eb) => [
    'm.id',
    'm.name',
    'm.email',
    'm.role',
    'm.last_seen_at',
    'm.joined_at',
    eb
      .selectFrom('group_members as gm')
      .innerJoin('groups as g', (join) => join.onRef('g.org_id', '=', 'gm.org_id').onRef('g.id', '=', 'gm.group_id'))
      .whereRef('gm.org_id', '=', 'm.org_id')
      .whereRef('gm.principal_id', '=', 'm.id')
      .select(sql<string[]>`coalesce(array_agg(g.name order by g.name), '{}')`.as('names'))
      .as('groups'),
  ]);

const toMember = (
  row: Awaited<ReturnType<ReturnType<typeof selectMembers>['executeTakeFirstOrThrow']>>,
): MemberView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  groups: row.groups ?? [],
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  joinedAt: row.joined_at.toISOString(),
});
