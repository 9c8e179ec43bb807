import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type OrgTx, toJson } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { ServersQueries, type ServerView } from '../servers.queries.js';
import { sortedLabels } from '../sorted-labels.js';

type Update = InputOf<typeof OPERATIONS.updateServer>;

/** Changes the given fields of a server; a disabled server is refused by every gateway from the next snapshot on. */
@Injectable()
export class UpdateServer {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(ServersQueries) private readonly queries: ServersQueries,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { params, body }: Update): Promise<ServerView> {
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const slug = await this.#write(tx, params.serverId, body);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'server.updated',
        target: slug,
        detail: {
          changed: Object.keys(body),
          ...(body.enabled === undefined ? {} : { enabled: body.enabled }),
          ...(body.labels === undefined ? {} : { labels: sortedLabels(body.labels) }),
        },
      });
      return this.queries.getIn(tx, ctx.orgSlug, params.serverId);
    });
    return result;
  }

  async #write(tx: OrgTx, id: Update['params']['serverId'], { transport, timeoutMs, labels, ...rest }: Update['body']) {
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const row = await tx
      .updateTable('servers')
      .set({
        ...given,
        ...(transport ? { transport: toJson(transport) } : {}),
        ...(timeoutMs === undefined ? {} : { timeout_ms: timeoutMs }),
        ...(labels === undefined ? {} : { labels: sortedLabels(labels) }),
        updated_at: new Date(this.now()),
      })
      .where('id', '=', id)
      .returning('slug')
      .executeTakeFirst();
    if (!row) throw new AppError('server.not_found');
    return row.slug;
  }
}
