import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type OrgTx, toJson } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { DEFINITION_COLUMNS, type DefinitionView, toDefinition } from '../definition-view.js';

type Review = InputOf<typeof OPERATIONS.reviewDefinition>;

/**
 * A person's verdict on what a server sends now: approve pins it, block takes it away from everyone. The verdict counts for
 * the digest the person looked at; if the server changed it again meanwhile, that is a conflict.
 */
@Injectable()
export class ReviewDefinition {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run(ctx: ActingContext, { params, body }: Review): Promise<DefinitionView> {
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const { definition, serverSlug } = await this.#get(tx, params.definitionId);
      const seen = definition.observed_digest ?? definition.digest;
      if (body.digest !== seen) {
        throw new AppError('policy.version_conflict', {
          detail: 'The server changed this definition again: look at it once more.',
          params: { currentDigest: seen },
        });
      }
      const approved = {
        state: 'pinned' as const,
        digest: seen,
        body: toJson(definition.observed_body ?? definition.body),
        observed_digest: null,
        observed_body: null,
      };
      const updated = await tx
        .updateTable('definitions')
        .set(body.verdict === 'approve' ? approved : { state: 'blocked' as const })
        .where('id', '=', params.definitionId)
        .returning(DEFINITION_COLUMNS)
        .executeTakeFirstOrThrow();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: body.verdict === 'approve' ? 'definition.approved' : 'definition.blocked',
        target: `${serverSlug}/${definition.name}`,
        detail: { kind: definition.kind, digest: seen, before: definition.state },
      });
      return toDefinition(updated);
    });
    return result;
  }

  async #get(tx: OrgTx, id: Review['params']['definitionId']) {
    const definition = await tx
      .selectFrom('definitions')
      .select(DEFINITION_COLUMNS)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!definition) throw new AppError('definition.not_found');
    const server = await tx
      .selectFrom('servers')
      .select('slug')
      .where('id', '=', definition.server_id)
      .executeTakeFirstOrThrow();
    return { definition, serverSlug: server.slug };
  }
}
