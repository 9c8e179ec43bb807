import { Inject, Injectable } from '@nestjs/common';
import { type AdminAction, AppError, type OPERATIONS } from '@sallyport/contracts';
import { toJson } from '@sallyport/db';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { acceptDetector } from '../accept-detector.js';
import { assertRoom } from '../assert-room.js';
import { type CustomDetectorView, lockCustomDetector, toView } from '../custom-detectors.queries.js';

type State = 'draft' | 'active';

/** Changes a detector, turns it on, or makes it a draft again. One that is on stays sound: a change to it is checked like its start. */
@Injectable()
export class UpdateCustomDetector {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(
    ctx: ActingContext,
    { params, body }: InputOf<typeof OPERATIONS.updateCustomDetector>,
  ): Promise<CustomDetectorView> {
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const before = await lockCustomDetector(tx, params.detectorId);
      if (before.revision !== body.revision)
        throw new AppError('detector.version_conflict', { params: { currentRevision: before.revision } });
      const definition = body.definition ?? before.definition;
      if (definition.id !== before.id)
        throw new AppError('detector.invalid', { fields: [{ pointer: '/id', message: 'cannot be changed' }] });
      const state = body.state ?? before.state;
      acceptDetector(definition, state);
      const row = await tx
        .updateTable('custom_detectors')
        .set({
          definition: toJson(definition),
          state,
          revision: before.revision + 1,
          changed_by: ctx.actor.name,
          changed_at: new Date(this.now()),
        })
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      if (state === 'active') await assertRoom(tx, 'detector.invalid');
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: actionOf(before.state, state),
        target: before.id,
        detail: { revision: row.revision },
      });
      return toView(row);
    });
    return result;
  }
}

const actionOf = (before: State, after: State): AdminAction => {
  if (before === after) return 'detector.changed';
  return after === 'active' ? 'detector.activated' : 'detector.deactivated';
};
