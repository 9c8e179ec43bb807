import type { OPERATIONS } from '@sallyport/contracts';
import type { ResultOf } from '../../platform/operation.decorator.js';
import type { SimulationRow } from './simulations.repository.js';

export type SimulationView = ResultOf<typeof OPERATIONS.getPolicySimulation>;
export type SimulationSummary = ResultOf<typeof OPERATIONS.listPolicySimulations>['items'][number];

/** Columns {@link toSimulationSummary} needs: not the texts. */
export const SUMMARY_COLUMNS = [
  'id',
  'state',
  'policy_id',
  'policy_name',
  'created_at',
  'created_by',
  'started_at',
  'finished_at',
  'from_at',
  'to_at',
  'text_digest',
  'base_digest',
  'done',
  'total',
  'problem',
  'report',
] as const satisfies readonly (keyof SimulationRow)[];

export const toSimulationSummary = (row: Pick<SimulationRow, (typeof SUMMARY_COLUMNS)[number]>): SimulationSummary => ({
  id: row.id,
  state: row.state,
  policyId: row.policy_id,
  policyName: row.policy_name,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  from: row.from_at.toISOString(),
  to: row.to_at.toISOString(),
  textDigest: row.text_digest,
  baseDigest: row.base_digest,
  progress: { done: row.done, total: row.total },
  problem: row.problem,
  counts: row.report?.counts ?? null,
});

export const toSimulation = (row: SimulationRow): SimulationView => ({
  ...toSimulationSummary(row),
  base: row.base.map(({ id, name, version }) => ({ policyId: id, policyName: name, version })),
  report: row.report,
});
