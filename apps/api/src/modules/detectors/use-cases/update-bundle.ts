import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { assertRoom } from '../assert-room.js';
import { watchBundles } from '../bundle-outbox.js';
import { type BundleView, toBundleView } from '../bundle-view.js';
import { lockBundle, type StoredBundle, setRolledBack, setStage } from '../bundles.repository.js';
import { readWatchedCalls } from '../watched-calls.js';

type Update = InputOf<typeof OPERATIONS.updateDetectorBundle>;

const ACTIONS = {
  advance: 'detector_bundle.advanced',
  roll_back: 'detector_bundle.rolled_back',
  resume: 'detector_bundle.resumed',
} as const;

/** What a person does to a bundle's roll-out: on to the next stage at once, back for everybody, or again from the first stage. */
@Injectable()
export class UpdateBundle {
  constructor(
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { params: { name }, body }: Update): Promise<BundleView> {
    const { action, reason, version } = body;
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const stored = await lockBundle(tx, { name, version });
      await this.#carryOut(tx, ctx, stored, body);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: ACTIONS[action],
        target: `${name} ${version}`,
        detail: { reason },
      });
      return toBundleView(tx, await lockBundle(tx, { name, version }));
    });
    return result;
  }

  async #carryOut(tx: OrgTx, ctx: ActingContext, stored: StoredBundle, { action, reason }: Update['body']) {
    const { state, stage, percent } = stored.row;
    const now = new Date(this.now());
    switch (action) {
      case 'advance': {
        const next = stage + 1;
        if (state !== 'rolling' || next >= stored.bundle.rollout.stages.length)
          throw refused('It has no further stage to go on to.');
        return setStage(tx, stored, next, now);
      }
      case 'roll_back': {
        if (state !== 'rolling' && state !== 'active') throw refused('It is not in force.');
        const watched = await readWatchedCalls(tx, stored);
        return setRolledBack(tx, stored, { at: now.toISOString(), by: ctx.actor.name, reason, percent, ...watched });
      }
      case 'resume': {
        if (state !== 'rolled_back') throw refused('Only a bundle that was taken back can begin again.');
        await setStage(tx, stored, 0, now);
        await assertRoom(tx, 'detector_bundle.invalid');
        return watchBundles(tx, ctx.orgId, this.newId);
      }
    }
  }
}

const refused = (detail: string) => new AppError('detector_bundle.invalid', { detail });
