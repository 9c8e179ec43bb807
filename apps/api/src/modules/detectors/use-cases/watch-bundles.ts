import { Inject, Injectable } from '@nestjs/common';
import { minutes, type OrgId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { Logger } from '@sallyport/service-kit';
import { CLOCK, DATABASE, LOGGER } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { watchAgain } from '../bundle-outbox.js';
import {
  bundlesInForce,
  lockBundle,
  type StoredBundle,
  setActive,
  setRolledBack,
  setStage,
  stageEndsAt,
} from '../bundles.repository.js';
import { flagsTooMuch, readWatchedCalls } from '../watched-calls.js';

const WATCH_EVERY_MS = minutes(1);
/** Who acts when nobody does, in the trail. */
const SALLYPORT = 'Sallyport';

type Step = 'back' | 'on' | 'done' | 'stay';

/**
 * Looks after the bundles of one organisation that are being rolled out: takes back what flags more than it allows itself,
 * goes on to the next stage when its time has come, and ends with the last. What it decides it decides again under the lock,
 * so that two workers do it once.
 */
@Injectable()
export class WatchBundles {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(orgId: OrgId): Promise<void> {
    const rolling = await withOrg(this.db, orgId, async (tx) => {
      const stored = (await bundlesInForce(tx)).filter(({ row }) => row.state === 'rolling');
      return Promise.all(stored.map(async (one) => ({ one, step: await this.#stepOf(tx, one) })));
    });
    for (const { one, step } of rolling) if (step !== 'stay') await this.#take(orgId, one);
    await withOrg(this.db, orgId, async (tx) => {
      const left = (await bundlesInForce(tx)).some(({ row }) => row.state === 'rolling');
      await watchAgain(tx, left ? new Date(this.now() + WATCH_EVERY_MS) : null);
    });
  }

  async #stepOf(tx: OrgTx, stored: StoredBundle): Promise<Step> {
    if (stored.row.state !== 'rolling') return 'stay';
    if (flagsTooMuch(stored, await readWatchedCalls(tx, stored))) return 'back';
    if (stageEndsAt(stored).getTime() > this.now()) return 'stay';
    return stored.row.stage + 1 < stored.bundle.rollout.stages.length ? 'on' : 'done';
  }

  async #take(orgId: OrgId, { row }: StoredBundle): Promise<void> {
    await this.changeOrg.run(orgId, async (tx) => {
      const stored = await lockBundle(tx, row);
      const step = await this.#stepOf(tx, stored);
      if (step === 'on') await this.#advance(tx, orgId, stored);
      if (step === 'done') await setActive(tx, stored);
      if (step === 'back') await this.#takeBack(tx, orgId, stored);
    });
  }

  async #advance(tx: OrgTx, orgId: OrgId, stored: StoredBundle): Promise<void> {
    const { name, version, stage } = stored.row;
    await setStage(tx, stored, stage + 1, new Date(this.now()));
    await this.recordAdminChange.run(tx, orgId, {
      actor: SALLYPORT,
      action: 'detector_bundle.advanced',
      target: `${name} ${version}`,
      detail: { stage: stage + 2, percent: stored.bundle.rollout.stages[stage + 1]?.percent ?? 100 },
    });
  }

  async #takeBack(tx: OrgTx, orgId: OrgId, stored: StoredBundle): Promise<void> {
    const { name, version, percent } = stored.row;
    const { calls, flagged } = await readWatchedCalls(tx, stored);
    const limit = stored.bundle.rollout.flaggedShareMax;
    const reason = `It flagged ${flagged} of ${calls} calls, more than the ${toPercent(limit)} it allows itself.`;
    const at = new Date(this.now()).toISOString();
    await setRolledBack(tx, stored, { at, by: null, reason, percent, calls, flagged });
    await this.recordAdminChange.run(tx, orgId, {
      actor: SALLYPORT,
      action: 'detector_bundle.rolled_back',
      target: `${name} ${version}`,
      detail: { reason, percent, calls, flagged },
    });
    this.logger.warn({ orgId, name, version, calls, flagged }, 'a detector bundle was taken back');
  }
}

const toPercent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
