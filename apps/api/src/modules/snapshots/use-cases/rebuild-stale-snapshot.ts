import { Inject, Injectable } from '@nestjs/common';
import type { OrgId } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import { DATABASE } from '../../../platform/tokens.js';
import { SNAPSHOT_STALE_TOPIC } from '../snapshot-outbox.js';
import { ChangeOrg } from './change-org.js';

/** Builds the snapshot of an organisation that the outbox says is stale. Does nothing when somebody else was faster. */
@Injectable()
export class RebuildStaleSnapshot {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
  ) {}

  /** @returns whether a snapshot was built */
  async run(orgId: OrgId): Promise<boolean> {
    const stale = await withOrg(this.db, orgId, (tx) =>
      tx.selectFrom('outbox').select('id').where('topic', '=', SNAPSHOT_STALE_TOPIC).execute(),
    );
    if (stale.length === 0) return false;
    const ids = stale.map(({ id }) => id);
    // Only the entries read before the build: one that commits meanwhile may not be in the snapshot and stays for the next.
    await this.changeOrg.run(orgId, (tx) => tx.deleteFrom('outbox').where('id', 'in', ids).execute());
    return true;
  }
}
