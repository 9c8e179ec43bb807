import { canonicalize, digestOf } from '@sallyport/audit';
import type { Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { PolicySource } from '@sallyport/policy';
import { policiesPart } from '../snapshots/snapshot-parts.js';
import type { ReplaySetup } from './replay-calls.js';
import type { SimulationRow } from './simulations.repository.js';

/** Id of a draft that is no policy yet, in what it decides. */
export const DRAFT_POLICY_ID = 'draft';

/** SHA-256 over the policies in force: ids, versions, texts. */
export const digestOfBase = (base: Snapshot['policies']): string => digestOf(JSON.parse(canonicalize(base)));

/** The policies in force, and the same with the draft in its place. */
export const setupOf = (row: SimulationRow, inForceSince: number): ReplaySetup => {
  const base: readonly PolicySource[] = row.base;
  const replaced = base.find(({ id }) => id === row.policy_id);
  const draft: PolicySource = {
    id: replaced?.id ?? DRAFT_POLICY_ID,
    name: row.policy_name,
    version: (replaced?.version ?? 0) + 1,
    text: row.text,
  };
  return {
    orgId: row.org_id,
    before: base,
    after: replaced ? base.map((policy) => (policy === replaced ? draft : policy)) : [...base, draft],
    inForceSince,
  };
};

/** First snapshot of the unbroken row of those, up to now, that hold just these policies; none: never. */
export const inForceSince = async (tx: OrgTx, base: Snapshot['policies']): Promise<number> => {
  const digest = digestOf(policiesPart(base));
  const newest = await tx
    .selectFrom('snapshot_history')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('policies', '=', digest)
    .executeTakeFirst();
  if (newest?.version == null) return Number.MAX_SAFE_INTEGER;
  const other = await tx
    .selectFrom('snapshot_history')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('policies', '!=', digest)
    .where('version', '<', newest.version)
    .executeTakeFirst();
  return (other?.version ?? 0) + 1;
};
