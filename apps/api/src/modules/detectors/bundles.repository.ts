import { AppError, type BundleRollback, type DetectorBundle, detectorBundleSchema, hours } from '@sallyport/contracts';
import { type Changes, type OrgTx, type Row, toJson } from '@sallyport/db';

export type BundleRow = Row<'detector_bundles'>;

/** A bundle with what was signed of it. */
export interface StoredBundle {
  readonly row: BundleRow;
  readonly bundle: DetectorBundle;
}

const toStored = (row: BundleRow): StoredBundle => ({
  row,
  bundle: detectorBundleSchema.parse(JSON.parse(row.payload)),
});

const LISTED_MAX = 200;

export const listBundles = async (tx: OrgTx): Promise<StoredBundle[]> => {
  const rows = await tx
    .selectFrom('detector_bundles')
    .selectAll()
    .orderBy('name')
    .orderBy('version', 'desc')
    .limit(LISTED_MAX)
    .execute();
  return rows.map(toStored);
};

/** Those that take in somebody, by name; at most one version of each. */
export const bundlesInForce = async (tx: OrgTx): Promise<StoredBundle[]> => {
  const rows = await tx
    .selectFrom('detector_bundles')
    .selectAll()
    .where('state', 'in', ['rolling', 'active'])
    .orderBy('name')
    .execute();
  return rows.map(toStored);
};

/** @throws AppError `detector_bundle.not_found` */
export const lockBundle = async (
  tx: OrgTx,
  { name, version }: Pick<BundleRow, 'name' | 'version'>,
): Promise<StoredBundle> => {
  const row = await tx
    .selectFrom('detector_bundles')
    .selectAll()
    .where('name', '=', name)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('detector_bundle.not_found');
  return toStored(row);
};

/** Puts a bundle at a stage, from now on. */
export const setStage = (tx: OrgTx, { row, bundle }: StoredBundle, stage: number, at: Date): Promise<void> =>
  change(tx, row, {
    state: 'rolling',
    stage,
    percent: bundle.rollout.stages[stage]?.percent ?? 100,
    stage_since: at,
    rolled_back: null,
  });

/** The last stage has passed: it stays, and is watched no more. */
export const setActive = (tx: OrgTx, { row }: StoredBundle): Promise<void> => change(tx, row, { state: 'active' });

export const setRolledBack = (tx: OrgTx, { row }: StoredBundle, rollback: BundleRollback): Promise<void> =>
  change(tx, row, { state: 'rolled_back', percent: 0, rolled_back: toJson(rollback) });

const change = async (tx: OrgTx, { name, version }: BundleRow, changes: Changes<'detector_bundles'>): Promise<void> => {
  await tx
    .updateTable('detector_bundles')
    .set(changes)
    .where('name', '=', name)
    .where('version', '=', version)
    .execute();
};

/** When the next stage begins, or the last one has passed. */
export const stageEndsAt = ({ row, bundle }: StoredBundle): Date =>
  new Date(row.stage_since.getTime() + hours(bundle.rollout.stages[row.stage]?.hours ?? 0));
