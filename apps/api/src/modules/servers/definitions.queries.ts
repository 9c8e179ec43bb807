import { Inject, Injectable } from '@nestjs/common';
import { AppError, OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';
import { DEFINITION_COLUMNS, toDefinition } from './definition-view.js';

type List = typeof OPERATIONS.listDefinitions;

@Injectable()
export class DefinitionsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** By kind, name, id. */
  async list(ctx: OrgContext, { params, query }: InputOf<List>): Promise<ResultOf<List>> {
    const filter = { serverId: params.serverId, kind: query.kind ?? null };
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listDefinitions.id, filter };
    const after = query.cursor === undefined ? undefined : this.cursors.decode(scope, query.cursor)[0];
    const rows = await withOrg(this.db, ctx.orgId, async (tx) => {
      const server = await tx.selectFrom('servers').select('id').where('id', '=', params.serverId).executeTakeFirst();
      if (!server) throw new AppError('server.not_found');
      let page = tx.selectFrom('definitions').select(DEFINITION_COLUMNS).where('server_id', '=', params.serverId);
      if (query.kind) page = page.where('kind', '=', query.kind);
      if (after !== undefined) {
        page = page.where(
          sql<boolean>`(kind, name, id) > (select kind, name, id from definitions where id = ${after})`,
        );
      }
      return page
        .orderBy('kind')
        .orderBy('name')
        .orderBy('id')
        .limit(query.limit + 1)
        .execute();
    });
    return toPage(rows, query.limit, { toItem: toDefinition, toCursor: ({ id }) => this.cursors.encode(scope, [id]) });
  }
}
