import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import { checkCustomDetector } from '@sallyport/detect';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { DATABASE } from '../../platform/tokens.js';

export type CustomDetectorView = ResultOf<typeof OPERATIONS.createCustomDetector>;

const LISTED_MAX = 200;

@Injectable()
export class CustomDetectorsQueries {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  list(ctx: OrgContext): Promise<ResultOf<typeof OPERATIONS.listCustomDetectors>> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const rows = await tx.selectFrom('custom_detectors').selectAll().orderBy('id').limit(LISTED_MAX).execute();
      return { items: rows.map(toView) };
    });
  }

  async check({ body }: InputOf<typeof OPERATIONS.checkDetector>): Promise<ResultOf<typeof OPERATIONS.checkDetector>> {
    return checkCustomDetector(body.definition);
  }
}

export const toView = (row: Row<'custom_detectors'>): CustomDetectorView => ({
  definition: row.definition,
  state: row.state,
  revision: row.revision,
  changedBy: row.changed_by,
  changedAt: row.changed_at.toISOString(),
  check: checkCustomDetector(row.definition),
});

/** @throws AppError `detector.not_found` */
export const lockCustomDetector = async (tx: OrgTx, id: string): Promise<Row<'custom_detectors'>> => {
  const row = await tx.selectFrom('custom_detectors').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new AppError('detector.not_found');
  return row;
};
