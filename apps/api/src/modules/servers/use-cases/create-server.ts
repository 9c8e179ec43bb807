import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import { toJson } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { ServersQueries, type ServerView } from '../servers.queries.js';
import { sortedLabels } from '../sorted-labels.js';

/** Adds a server. Gateways reach it from the next snapshot on, and pin what it offers when they first see it. */
@Injectable()
export class CreateServer {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(ServersQueries) private readonly queries: ServersQueries,
    @Inject(NEW_ID) private readonly newId: IdFactory,
  ) {}

  async run(ctx: ActingContext, { body }: Pick<InputOf<typeof OPERATIONS.createServer>, 'body'>): Promise<ServerView> {
    const { transport, timeoutMs, labels, ...rest } = body;
    const id = this.newId('server');
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      await tx
        .insertInto('servers')
        .values({
          org_id: ctx.orgId,
          id,
          transport: toJson(transport),
          timeout_ms: timeoutMs,
          labels: sortedLabels(labels),
          ...rest,
        })
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'server.created',
        target: body.slug,
        detail: { transport: transport.kind, tier: body.tier, egress: body.egress, labels: sortedLabels(labels) },
      });
      return this.queries.getIn(tx, ctx.orgSlug, id);
    });
    return result;
  }
}
