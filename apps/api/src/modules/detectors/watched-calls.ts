import type { OrgTx } from '@sallyport/db';
import { shareOf } from '@sallyport/policy';
import { sql } from 'kysely';
import type { StoredBundle } from './bundles.repository.js';

/** Since a bundle's stage began, calls of the principals it takes in, and those of them that its detectors flagged. */
export interface WatchedCalls {
  readonly calls: number;
  readonly flagged: number;
}

/** Counts them. One row for each principal that called is read; whom the bundle takes in is told as the gateways tell it. */
export const readWatchedCalls = async (tx: OrgTx, { row, bundle }: StoredBundle): Promise<WatchedCalls> => {
  const ids = bundle.detectors.map(({ id }) => id);
  const { rows } = await sql<{ principal_id: string; calls: number; flagged: number }>`
    select principal_id, count(*) as calls, count(*) filter (where detectors && ${ids}::text[]) as flagged
    from calls where at >= ${row.stage_since} and principal_id is not null
    group by principal_id`.execute(tx);
  const taken = rows.filter(({ principal_id }) => shareOf(row.name, principal_id) < row.percent);
  return {
    calls: taken.reduce((sum, { calls }) => sum + calls, 0),
    flagged: taken.reduce((sum, { flagged }) => sum + flagged, 0),
  };
};

/** Of the standard normal distribution, for 95 %. */
const Z = 1.959964;

/** Lower bound of a share at 95 %. @see Wilson, "Probable inference", JASA 22 (1927) */
export const wilsonLow = (hits: number, of: number): number => {
  if (of === 0) return 0;
  const share = hits / of;
  const square = (Z * Z) / of;
  const centre = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  return Math.max(0, (centre - spread) / (1 + square));
};

/** Whether a bundle flags more than it allows itself, for certain enough. */
export const flagsTooMuch = ({ bundle }: StoredBundle, { calls, flagged }: WatchedCalls): boolean =>
  calls >= bundle.rollout.callsMin && wilsonLow(flagged, calls) > bundle.rollout.flaggedShareMax;
