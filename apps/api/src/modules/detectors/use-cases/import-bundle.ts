import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS } from '@sallyport/contracts';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { BUNDLE_KEYS, CLOCK, NEW_ID } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { assertRoom } from '../assert-room.js';
import { watchBundles } from '../bundle-outbox.js';
import { type BundleView, toBundleView } from '../bundle-view.js';
import { lockBundle } from '../bundles.repository.js';
import { readBundle } from '../read-bundle.js';
import { assertSigned, type TrustedKeys } from '../trusted-keys.js';

/** Takes a signed bundle in and puts its first stage in force. It replaces an older version of itself at once, for everybody. */
@Injectable()
export class ImportBundle {
  constructor(
    @Inject(BUNDLE_KEYS) private readonly keys: TrustedKeys,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: ActingContext, { body }: InputOf<typeof OPERATIONS.importDetectorBundle>): Promise<BundleView> {
    assertSigned(this.keys, body);
    const { name, version, rollout, detectors } = readBundle(body.payload);
    const percent = rollout.stages[0]?.percent ?? 100;
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const newest = await tx
        .selectFrom('detector_bundles')
        .select((eb) => eb.fn.max('version').as('version'))
        .where('name', '=', name)
        .executeTakeFirst();
      if (newest?.version && version <= newest.version) {
        const detail = `Version ${newest.version} of ${name} is here already; ${version} is not newer.`;
        throw new AppError('detector_bundle.invalid', { detail });
      }
      await tx
        .updateTable('detector_bundles')
        .set({ state: 'replaced', percent: 0 })
        .where('name', '=', name)
        .where('state', 'in', ['rolling', 'active'])
        .execute();
      await tx
        .insertInto('detector_bundles')
        .values({
          org_id: ctx.orgId,
          name,
          version,
          state: 'rolling',
          payload: body.payload,
          key_id: body.keyId,
          signature: body.signature,
          percent,
          stage_since: new Date(this.now()),
          imported_by: ctx.actor.name,
          imported_at: new Date(this.now()),
        })
        .execute();
      await assertRoom(tx, 'detector_bundle.invalid');
      await watchBundles(tx, ctx.orgId, this.newId);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'detector_bundle.imported',
        target: `${name} ${version}`,
        detail: { keyId: body.keyId, detectors: detectors.length, percent },
      });
      return toBundleView(tx, await lockBundle(tx, { name, version }));
    });
    return result;
  }
}
