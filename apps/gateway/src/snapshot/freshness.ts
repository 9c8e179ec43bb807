import { minutes } from '@sallyport/contracts';

/** Without confirmation for this long, only tools that say they read stay open. */
const WRITES_CLOSED_AFTER_MS = minutes(15);
/** Without confirmation for this long, nothing is allowed. */
const ALL_CLOSED_AFTER_MS = minutes(60);

export type Freshness = 'fresh' | 'writes-closed' | 'closed';

/**
 * How far a snapshot can be trusted by its age: revocations and stricter rules may exist that have not arrived.
 * @param ageMs  since the api last confirmed that the snapshot is the newest; infinite when it never did
 */
export const freshnessOf = (ageMs: number): Freshness => {
  if (ageMs < WRITES_CLOSED_AFTER_MS) return 'fresh';
  return ageMs < ALL_CLOSED_AFTER_MS ? 'writes-closed' : 'closed';
};
