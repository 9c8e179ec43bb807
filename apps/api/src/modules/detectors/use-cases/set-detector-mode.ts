import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { type DetectorItem, DetectorsQueries } from '../detectors.queries.js';

/** Turns a detector on or off, or lets it only observe, at every gateway from the next snapshot on. */
@Injectable()
export class SetDetectorMode {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(DetectorsQueries) private readonly queries: DetectorsQueries,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { params, body }: InputOf<typeof OPERATIONS.setDetectorMode>): Promise<DetectorItem> {
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const before = (await this.queries.listIn(tx)).find(({ id }) => id === params.detectorId);
      if (!before) throw new AppError('detector.not_found');
      const set = {
        mode: body.mode,
        reason: body.reason,
        changed_by: ctx.actor.name,
        changed_at: new Date(this.now()),
      };
      await tx
        .insertInto('detector_settings')
        .values({ org_id: ctx.orgId, detector: before.id, ...set })
        .onConflict((conflict) => conflict.columns(['org_id', 'detector']).doUpdateSet(set))
        .execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'detector.mode_changed',
        target: before.id,
        detail: { from: before.mode, to: body.mode, reason: body.reason },
      });
      const modeSet = { by: set.changed_by, at: set.changed_at.toISOString(), reason: set.reason };
      return { ...before, mode: body.mode, modeSet };
    });
    return result;
  }
}
