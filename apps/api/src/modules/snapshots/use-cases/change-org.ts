import { Inject, Injectable } from '@nestjs/common';
import type { OrgId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { Coordination } from '@sallyport/service-kit';
import { SNAPSHOT_CHANNEL } from '../../../platform/channels.js';
import { COORDINATION, DATABASE } from '../../../platform/tokens.js';
import { BuildSnapshot, lockOrg } from './build-snapshot.js';

export interface Changed<T> {
  readonly result: T;
  readonly snapshotVersion: number;
}

/**
 * Runs a change that gateways have to know: the change, its trail and the snapshot that carries it commit together or not
 * at all. After the commit the snapshot streams are woken.
 */
@Injectable()
export class ChangeOrg {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(COORDINATION) private readonly coordination: Coordination,
    @Inject(BuildSnapshot) private readonly buildSnapshot: BuildSnapshot,
  ) {}

  async run<T>(orgId: OrgId, change: (tx: OrgTx) => Promise<T>): Promise<Changed<T>> {
    const changed = await withOrg(this.db, orgId, async (tx) => {
      await lockOrg(tx, orgId);
      const result = await change(tx);
      return { result, snapshotVersion: await this.buildSnapshot.run(tx, orgId) };
    });
    await this.coordination.publish(SNAPSHOT_CHANNEL, JSON.stringify({ orgId, version: changed.snapshotVersion }));
    return changed;
  }
}
