import { Inject, Injectable } from '@nestjs/common';
import { AppError, OPERATIONS, type SimulationId } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';
import { type SimulationView, SUMMARY_COLUMNS, toSimulation, toSimulationSummary } from './simulation-view.js';

type List = typeof OPERATIONS.listPolicySimulations;

@Injectable()
export class PolicySimulationsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first: ids are ordered by time. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const { cursor, limit, policyId } = query;
    const scope = {
      orgId: ctx.orgId,
      operation: OPERATIONS.listPolicySimulations.id,
      filter: { policyId: policyId ?? null },
    };
    const before = cursor === undefined ? undefined : this.cursors.decode(scope, cursor)[0];
    const rows = await withOrg(this.db, ctx.orgId, (tx) => {
      let page = tx.selectFrom('policy_simulations').select(SUMMARY_COLUMNS);
      if (policyId !== undefined) page = page.where('policy_id', '=', policyId);
      if (before !== undefined) page = page.where('id', '<', before as SimulationId);
      return page
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
    });
    return toPage(rows, limit, {
      toItem: toSimulationSummary,
      toCursor: ({ id }) => this.cursors.encode(scope, [id]),
    });
  }

  async get(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.getPolicySimulation>): Promise<SimulationView> {
    const row = await withOrg(this.db, ctx.orgId, (tx) =>
      tx.selectFrom('policy_simulations').selectAll().where('id', '=', params.simulationId).executeTakeFirst(),
    );
    if (!row) throw new AppError('simulation.not_found');
    return toSimulation(row);
  }
}
