import type { OPERATIONS } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { ResultOf } from '../../platform/operation.decorator.js';
import { type StoredBundle, stageEndsAt } from './bundles.repository.js';
import { readWatchedCalls } from './watched-calls.js';

export type BundleView = ResultOf<typeof OPERATIONS.importDetectorBundle>;

const NOT_WATCHED = { calls: 0, flagged: 0 };

export const toBundleView = async (tx: OrgTx, stored: StoredBundle): Promise<BundleView> => {
  const { row, bundle } = stored;
  const rolling = row.state === 'rolling';
  return {
    name: row.name,
    version: row.version,
    state: row.state,
    notes: bundle.notes,
    detectors: bundle.detectors.map(({ id, title, severity }) => ({ id, title, severity })),
    keyId: row.key_id,
    importedBy: row.imported_by,
    importedAt: row.imported_at.toISOString(),
    percent: row.percent,
    stage: row.stage,
    stages: bundle.rollout.stages,
    stageSince: row.stage_since.toISOString(),
    nextStageAt: rolling ? stageEndsAt(stored).toISOString() : null,
    flaggedShareMax: bundle.rollout.flaggedShareMax,
    watched: rolling ? await readWatchedCalls(tx, stored) : NOT_WATCHED,
    rolledBack: row.rolled_back,
  };
};
