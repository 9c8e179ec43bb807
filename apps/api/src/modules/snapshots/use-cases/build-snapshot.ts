import { Inject, Injectable } from '@nestjs/common';
import { canonicalize } from '@sallyport/audit';
import type { OrgId, Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { SnapshotSigner } from '../../../platform/crypto/snapshot-signer.js';
import { CLOCK, SNAPSHOT_SIGNER } from '../../../platform/tokens.js';
import { readSnapshotContent } from '../snapshot-content.js';
import { keepHistory } from '../snapshot-history.js';

/** Versions kept, for gateways that are fetching one while the next is published. */
const KEPT_VERSIONS = 20;

/** Builds, signs and stores the next snapshot of an organisation in the transaction of the change that calls for it. */
@Injectable()
export class BuildSnapshot {
  constructor(
    @Inject(SNAPSHOT_SIGNER) private readonly signer: SnapshotSigner,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** The caller's transaction holds the organisation's row lock ({@link lockOrg}). @returns the version that was stored */
  async run(tx: OrgTx, orgId: OrgId): Promise<number> {
    const builtAt = new Date(this.now());
    const { snapshot_version } = await tx
      .updateTable('organisations')
      .set((eb) => ({ snapshot_version: eb('snapshot_version', '+', 1), updated_at: builtAt }))
      .where('org_id', '=', orgId)
      .returning('snapshot_version')
      .executeTakeFirstOrThrow();
    const snapshot: Snapshot = {
      format: 1,
      version: snapshot_version,
      builtAt: builtAt.toISOString(),
      ...(await readSnapshotContent(tx, builtAt)),
    };
    const { payload, keyId, signature } = this.signer.sign(canonicalize(snapshot));
    await tx
      .insertInto('snapshots')
      .values({ org_id: orgId, version: snapshot_version, payload, key_id: keyId, signature, built_at: builtAt })
      .execute();
    await tx
      .deleteFrom('snapshots')
      .where('version', '<=', snapshot_version - KEPT_VERSIONS)
      .execute();
    await keepHistory(tx, orgId, snapshot);
    return snapshot_version;
  }
}

/**
 * Serialises the changes of one organisation: taken first, before any row of it is touched, so that two changes neither
 * deadlock nor build a snapshot that lacks the other.
 */
export const lockOrg = async (tx: OrgTx, orgId: OrgId): Promise<void> => {
  await tx
    .selectFrom('organisations')
    .select('org_id')
    .where('org_id', '=', orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
};
