import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type DataKeyId, type OrgId, seconds, toAppError } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { Logger } from '@sallyport/service-kit';
import type { DataKeys } from '../../../platform/crypto/data-keys.js';
import type { JobQueues } from '../../../platform/queues/job-queues.js';
import { DATA_KEYS, DATABASE, LOGGER, QUEUES } from '../../../platform/tokens.js';
import { type CallCursor, countCalls, readCalls, withKeys } from '../recorded-calls.js';
import { createReplayPool, type ReplayPool } from '../replay-pool.js';
import { DRAFT_POLICY_ID, inForceSince, setupOf } from '../simulation-setup.js';
import { emptyTally, mergeTally, type Tally, toReport } from '../simulation-tally.js';
import {
  checkpointOf,
  claimSimulation,
  finishSimulation,
  releaseSimulation,
  type SimulationRow,
  saveProgress,
  settleOutbox,
} from '../simulations.repository.js';

const PAGE_CALLS = 2000;
/** Pages on their way for each thread: one in work and one that waits. */
const PAGES_PER_THREAD = 2;
const PROGRESS_EVERY_MS = 500;
const CHECKPOINT_EVERY_MS = seconds(4);
/** Then the turn is somebody else's. */
const STEP_MS = seconds(20);
const PROBLEM_CHARS_MAX = 500;

interface Run {
  readonly row: SimulationRow;
  readonly runner: string;
  readonly tally: Tally;
  readonly total: number;
  cursor: CallCursor | null;
}

interface PageUnderWay {
  readonly tally: Promise<Tally>;
  readonly cursor: CallCursor;
}

/**
 * Runs the simulations of an organisation, one after the other, in steps of {@link STEP_MS}, so that a long one does not keep
 * others waiting for ever. Progress is a row; so is where it stands: whoever is cut off is followed by somebody who goes on from
 * the last checkpoint, with the very texts it began with.
 */
@Injectable()
export class RunSimulations {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(DATA_KEYS) private readonly keys: DataKeys,
    @Inject(QUEUES) private readonly queues: Pick<JobQueues, 'add'>,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'error' | 'info'>,
  ) {}

  /** One step. Asks for another one while anything waits. */
  async run(orgId: OrgId): Promise<void> {
    const runner = randomUUID();
    const row = await withOrg(this.db, orgId, (tx) => claimSimulation(tx, runner));
    if (row) await this.#step(row, runner);
    const waits = await withOrg(this.db, orgId, settleOutbox);
    if (row && waits) await this.queues.add('policy-simulation', { orgId }, orgId);
  }

  async #step(row: SimulationRow, runner: string): Promise<void> {
    const { org_id: orgId, id } = row;
    let pool: ReplayPool | null = null;
    try {
      const { since, total } = await withOrg(this.db, orgId, async (tx) => ({
        since: await inForceSince(tx, row.base),
        total: row.total > 0 ? row.total : await countCalls(tx, { from: row.from_at, to: row.to_at }),
      }));
      pool = createReplayPool(setupOf(row, since));
      const checkpoint = checkpointOf(row);
      const run: Run = {
        row,
        runner,
        total,
        tally: checkpoint?.tally ?? emptyTally(),
        cursor: checkpoint?.cursor ?? null,
      };
      const outcome = await this.#replay(run, pool);
      if (outcome === 'done') {
        const report = toReport(run.tally, row.policy_id === null ? DRAFT_POLICY_ID : null);
        await withOrg(this.db, orgId, (tx) => finishSimulation(tx, id, runner, { report }));
      } else if (outcome === 'step_over') {
        await withOrg(this.db, orgId, (tx) => releaseSimulation(tx, id, runner));
      }
    } catch (err) {
      const { code, detail } = toAppError(err);
      // Another attempt goes on from the checkpoint; nothing is wrong with the simulation.
      if (code === 'service.unavailable') throw err;
      this.logger.error({ err, orgId, simulationId: id }, 'a simulation failed');
      const problem = detail.slice(0, PROBLEM_CHARS_MAX);
      await withOrg(this.db, orgId, (tx) => finishSimulation(tx, id, runner, { problem }));
    } finally {
      await pool?.close();
    }
  }

  /** Reads ahead while threads replay; adds up in the order of the calls, so that two runs give the same report. */
  async #replay(run: Run, pool: ReplayPool): Promise<'done' | 'step_over' | 'stopped'> {
    const startedAt = performance.now();
    const underWay: PageUnderWay[] = [];
    const keys = new Map<DataKeyId, Buffer | null>();
    let readCursor = run.cursor;
    let isRead = false;
    let savedAt = 0;
    let checkpointAt = startedAt;
    if (!(await this.#save(run, false))) return 'stopped';
    for (;;) {
      const isStepOver = performance.now() - startedAt > STEP_MS;
      while (!isRead && !isStepOver && underWay.length < pool.threads * PAGES_PER_THREAD) {
        const page = await this.#read(run, pool, readCursor, keys);
        if (page === null) isRead = true;
        else {
          underWay.push(page);
          readCursor = page.cursor;
        }
      }
      const oldest = underWay.shift();
      if (!oldest) {
        if (isRead) return 'done';
        return (await this.#save(run, true)) ? 'step_over' : 'stopped';
      }
      mergeTally(run.tally, await oldest.tally);
      run.cursor = oldest.cursor;
      const now = performance.now();
      if (now - savedAt < PROGRESS_EVERY_MS) continue;
      const withCheckpoint = now - checkpointAt >= CHECKPOINT_EVERY_MS;
      if (!(await this.#save(run, withCheckpoint))) return 'stopped';
      savedAt = now;
      if (withCheckpoint) checkpointAt = now;
    }
  }

  async #read(
    { row }: Run,
    pool: ReplayPool,
    after: CallCursor | null,
    keys: Map<DataKeyId, Buffer | null>,
  ): Promise<PageUnderWay | null> {
    const range = { from: row.from_at, to: row.to_at };
    const stored = await withOrg(this.db, row.org_id, (tx) => readCalls(tx, range, after, PAGE_CALLS));
    if (stored === null) return null;
    const tally = pool.replay(await withKeys(this.keys, row.org_id, stored, keys));
    // Awaited in its turn; until then its failure is not an unhandled one.
    tally.catch(() => undefined);
    return { tally, cursor: stored.cursor };
  }

  #save({ row, runner, tally, total, cursor }: Run, withCheckpoint: boolean): Promise<boolean> {
    const done = tally.counts.calls;
    return withOrg(this.db, row.org_id, (tx) =>
      saveProgress(tx, {
        id: row.id,
        runner,
        done,
        // Calls that gateways shipped late join in while it runs.
        total: Math.max(total, done),
        checkpoint: withCheckpoint && cursor ? { cursor, tally } : undefined,
      }),
    );
  }
}
