import type { SimulationId, SimulationReport } from '@sallyport/contracts';
import { type OrgTx, type Row, toJson } from '@sallyport/db';
import { sql } from 'kysely';
import type { CallCursor } from './recorded-calls.js';
import { SIMULATION_TOPIC } from './simulation-outbox.js';
import type { Tally } from './simulation-tally.js';

export type SimulationRow = Row<'policy_simulations'>;

/** Where a run that was cut off goes on. */
export interface Checkpoint {
  readonly cursor: CallCursor;
  readonly tally: Tally;
}

/** A runner that says nothing for so long is taken for dead, and another one goes on. */
const LEASE_SECONDS = 15;
const lease = sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Takes the oldest simulation that waits or that was abandoned; null when there is none. */
export const claimSimulation = async (tx: OrgTx, runner: string): Promise<SimulationRow | null> => {
  const waiting = await tx
    .selectFrom('policy_simulations')
    .select('id')
    .where('finished_at', 'is', null)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', sql<Date>`now()`)]))
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!waiting) return null;
  return tx
    .updateTable('policy_simulations')
    .set({ state: 'running', runner, lease_until: lease, started_at: sql<Date>`coalesce(started_at, now())` })
    .where('id', '=', waiting.id)
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Only whoever holds the lease writes; after a cancellation nobody does. */
const held = (tx: OrgTx, id: SimulationId, runner: string) =>
  tx.updateTable('policy_simulations').where('id', '=', id).where('runner', '=', runner).where('state', '=', 'running');

/** @returns false when the simulation was cancelled or taken over: whoever ran it stops */
export const saveProgress = async (tx: OrgTx, { id, runner, done, total, checkpoint }: Progress): Promise<boolean> => {
  const saved = await held(tx, id, runner)
    .set({ done, total, lease_until: lease, ...(checkpoint ? { checkpoint: checkpointJson(checkpoint) } : {}) })
    .returning('id')
    .executeTakeFirst();
  // While somebody is at it, nobody has to be woken.
  await tx
    .updateTable('outbox')
    .set({ attempts: 0, next_attempt_at: lease })
    .where('topic', '=', SIMULATION_TOPIC)
    .execute();
  return saved !== undefined;
};

export interface Progress {
  readonly id: SimulationId;
  readonly runner: string;
  readonly done: number;
  readonly total: number;
  readonly checkpoint?: Checkpoint | undefined;
}

/** Keeps where it stands and lets the next step, of whoever, go on. */
export const releaseSimulation = async (tx: OrgTx, id: SimulationId, runner: string): Promise<void> => {
  await held(tx, id, runner).set({ lease_until: null, runner: null }).execute();
};

export const finishSimulation = async (
  tx: OrgTx,
  id: SimulationId,
  runner: string,
  outcome: { readonly report: SimulationReport } | { readonly problem: string },
): Promise<void> => {
  const ended = { finished_at: sql<Date>`now()`, checkpoint: null, lease_until: null, runner: null };
  const result =
    'report' in outcome
      ? {
          state: 'done' as const,
          report: toJson(outcome.report),
          done: outcome.report.counts.calls,
          total: outcome.report.counts.calls,
        }
      : { state: 'failed' as const, problem: outcome.problem };
  await held(tx, id, runner)
    .set({ ...ended, ...result })
    .execute();
};

/** Forgets the wake-up when nothing waits. One statement: a simulation that commits meanwhile brings an entry it does not see. */
export const settleOutbox = async (tx: OrgTx): Promise<boolean> => {
  const { rows } = await sql<{ waiting: boolean }>`
    with waiting as (select exists (select from policy_simulations where finished_at is null) as waits),
    settled as (delete from outbox where topic = ${SIMULATION_TOPIC} and not (select waits from waiting))
    select waits as waiting from waiting`.execute(tx);
  return rows[0]?.waiting === true;
};

export const checkpointOf = (row: SimulationRow): Checkpoint | null => row.checkpoint as unknown as Checkpoint | null;

const checkpointJson = (checkpoint: Checkpoint) => toJson<Record<string, unknown>>({ ...checkpoint });
