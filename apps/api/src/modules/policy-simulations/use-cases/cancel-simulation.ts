import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import { DATABASE } from '../../../platform/tokens.js';
import { toSimulation } from '../simulation-view.js';

type Cancel = typeof OPERATIONS.cancelPolicySimulation;

/** Ends a simulation at once; whoever runs it notices with its next sign of life. One that has ended stays as it is. */
@Injectable()
export class CancelSimulation {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async run(ctx: OrgContext, { params }: InputOf<Cancel>): Promise<ResultOf<Cancel>> {
    const row = await withOrg(this.db, ctx.orgId, async (tx) => {
      await tx
        .updateTable('policy_simulations')
        .set({
          state: 'cancelled',
          finished_at: sql<Date>`now()`,
          checkpoint: null,
          runner: null,
          lease_until: null,
        })
        .where('id', '=', params.simulationId)
        .where('finished_at', 'is', null)
        .execute();
      return tx.selectFrom('policy_simulations').selectAll().where('id', '=', params.simulationId).executeTakeFirst();
    });
    if (!row) throw new AppError('simulation.not_found');
    return toSimulation(row);
  }
}
