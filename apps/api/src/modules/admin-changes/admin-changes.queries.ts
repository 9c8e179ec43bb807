import { Inject, Injectable } from '@nestjs/common';
import { type AdminChangeId, OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';

type List = typeof OPERATIONS.listAdminChanges;

@Injectable()
export class AdminChangesQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. Ids are time-ordered, but made by several processes: the time leads, the id breaks ties. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listAdminChanges.id };
    const after = query.cursor === undefined ? null : this.cursors.decode(scope, query.cursor);
    const rows = await withOrg(this.db, ctx.orgId, async (tx) => {
      let page = tx
        .selectFrom('admin_changes')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit + 1);
      if (after)
        page = page.where(
          sql<boolean>`(at, id) < (select at, id from admin_changes where id = ${after[0] as AdminChangeId})`,
        );
      return page.execute();
    });
    return toPage(rows, query.limit, {
      toItem: ({ id, at, actor, action, target, detail }) => ({
        id,
        at: at.toISOString(),
        actor,
        action,
        target,
        detail,
      }),
      toCursor: ({ id }) => this.cursors.encode(scope, [id]),
    });
  }
}
