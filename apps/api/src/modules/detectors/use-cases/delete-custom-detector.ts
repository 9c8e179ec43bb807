import { Inject, Injectable } from '@nestjs/common';
import type { OPERATIONS } from '@sallyport/contracts';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { lockCustomDetector } from '../custom-detectors.queries.js';

/** Deletes a detector with its mode; the change in the trail keeps what it was. */
@Injectable()
export class DeleteCustomDetector {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
  ) {}

  async run(ctx: ActingContext, { params }: InputOf<typeof OPERATIONS.deleteCustomDetector>): Promise<void> {
    await this.changeOrg.run(ctx.orgId, async (tx) => {
      const { id, definition, state } = await lockCustomDetector(tx, params.detectorId);
      await tx.deleteFrom('custom_detectors').where('id', '=', id).execute();
      await tx.deleteFrom('detector_settings').where('detector', '=', id).execute();
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'detector.deleted',
        target: id,
        detail: { state, definition },
      });
    });
  }
}
