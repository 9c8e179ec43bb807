import { AppError, type Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { readSnapshotContent } from '../snapshots/snapshot-content.js';
import {
  findHistoryStart,
  findPastSnapshot,
  HISTORY_MS,
  type InForce,
  readPastSnapshot,
} from '../snapshots/snapshot-history.js';
import { serversPart, toolsPart } from '../snapshots/snapshot-parts.js';

/** What an answer is made from. `inForce` is null when the past cannot be told. */
export interface Basis {
  readonly asOf: Date;
  readonly snapshotVersion: number | null;
  readonly inForceSince: Date | null;
  readonly historySince: Date | null;
  readonly inForce: InForce | null;
  /** Definitions as they are pinned now; of the past only what they let one tell is remembered. */
  readonly definitions: Snapshot['definitions'];
  readonly driftedDefinitions: Snapshot['settings']['driftedDefinitions'];
}

/**
 * What is in force, or was at a past moment.
 * @throws AppError `request.invalid` for a moment to come, or longer ago than anything is remembered
 */
export const readBasis = async (tx: OrgTx, asOf: string | undefined, now: Date): Promise<Basis> => {
  const historySince = await findHistoryStart(tx);
  const content = await readSnapshotContent(tx, now);
  const { driftedDefinitions } = content.settings;
  const newest = await findPastSnapshot(tx, now);
  if (asOf === undefined) {
    return {
      asOf: now,
      snapshotVersion: newest?.version ?? null,
      inForceSince: newest?.in_force_at ?? null,
      historySince,
      inForce: {
        principals: content.principals,
        servers: serversPart(content.servers),
        tools: toolsPart(content.definitions),
        policies: content.policies,
      },
      definitions: content.definitions,
      driftedDefinitions,
    };
  }
  const at = new Date(asOf);
  assertWithinReach(at, now);
  const past = await findPastSnapshot(tx, at);
  return {
    asOf: at,
    snapshotVersion: past?.version ?? null,
    inForceSince: past?.in_force_at ?? null,
    historySince,
    inForce: past && (await readPastSnapshot(tx, past)),
    definitions: [],
    driftedDefinitions,
  };
};

const assertWithinReach = (at: Date, now: Date): void => {
  const ago = now.getTime() - at.getTime();
  if (ago >= 0 && ago <= HISTORY_MS) return;
  const message = ago < 0 ? 'has to be in the past' : 'has to be within the last 90 days';
  throw new AppError('request.invalid', { fields: [{ pointer: '/body/asOf', message }] });
};
