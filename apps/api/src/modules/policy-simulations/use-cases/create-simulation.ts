import { Inject, Injectable } from '@nestjs/common';
import { digestBytes } from '@sallyport/audit';
import { AppError, days, type OPERATIONS, type PolicyId } from '@sallyport/contracts';
import { type Db, type OrgTx, toJson, withOrg } from '@sallyport/db';
import { checkPolicy } from '@sallyport/policy';
import type { IdFactory } from '@sallyport/service-kit';
import type { OrgContext } from '../../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../../platform/operation.decorator.js';
import type { JobQueues } from '../../../platform/queues/job-queues.js';
import { CLOCK, DATABASE, NEW_ID, QUEUES } from '../../../platform/tokens.js';
import { readPolicies } from '../../snapshots/snapshot-content.js';
import { lockOrg } from '../../snapshots/use-cases/build-snapshot.js';
import { SIMULATION_TOPIC } from '../simulation-outbox.js';
import { digestOfBase } from '../simulation-setup.js';
import { toSimulation } from '../simulation-view.js';

type Create = typeof OPERATIONS.createPolicySimulation;

/** Simulations of one organisation that wait or run at the same time. */
const ACTIVE_MAX = 3;
/** Reports that nothing was published with are forgotten then. */
const KEPT_MS = days(90);

/** Keeps a draft and what it is to be compared with, and wakes the worker. The draft has to check, its tests need not pass. */
@Injectable()
export class CreateSimulation {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
    @Inject(QUEUES) private readonly queues: Pick<JobQueues, 'add'>,
  ) {}

  async run(ctx: OrgContext, { body }: InputOf<Create>): Promise<ResultOf<Create>> {
    const { text } = body;
    const name = assertChecks(text);
    const textDigest = digestBytes(Buffer.from(text));
    const now = this.now();
    const row = await withOrg(this.db, ctx.orgId, async (tx) => {
      await lockOrg(tx, ctx.orgId);
      await assertMayRun(tx, ctx);
      await forgetOld(tx, new Date(now - KEPT_MS));
      const base = await readPolicies(tx);
      assertExists(base, body.policyId);
      await tx
        .insertInto('outbox')
        .values({ org_id: ctx.orgId, id: this.newId('outbox'), topic: SIMULATION_TOPIC })
        .execute();
      return tx
        .insertInto('policy_simulations')
        .values({
          org_id: ctx.orgId,
          id: this.newId('simulation'),
          policy_id: body.policyId ?? null,
          policy_name: name,
          text,
          text_digest: textDigest,
          base: toJson(base),
          base_digest: digestOfBase(base),
          from_at: new Date(now - days(body.days)),
          to_at: new Date(now),
          created_by_id: ctx.actor.id,
          created_by: ctx.actor.name,
          created_at: new Date(now),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    await this.queues.add('policy-simulation', { orgId: ctx.orgId }, ctx.orgId);
    return toSimulation(row);
  }
}

/** @returns the name the draft gives itself @throws AppError `policy.rule_invalid` */
const assertChecks = (text: string): string => {
  const { document, diagnostics } = checkPolicy(text);
  const fields = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, line, column }) => ({ pointer: '/body/text', message, line, column }));
  if (document === null || fields.length > 0) throw new AppError('policy.rule_invalid', { fields });
  return document.name;
};

const assertMayRun = async (tx: OrgTx, ctx: OrgContext): Promise<void> => {
  const active = await tx
    .selectFrom('policy_simulations')
    .select(['id', 'created_by_id'])
    .where('finished_at', 'is', null)
    .execute();
  const own = active.find(({ created_by_id }) => created_by_id === ctx.actor.id);
  if (own) throw new AppError('simulation.already_running', { params: { simulationId: own.id } });
  if (active.length < ACTIVE_MAX) return;
  throw new AppError('quota.exceeded', {
    detail: `Your organisation runs ${ACTIVE_MAX} simulations at a time. Wait until one has ended, or cancel one.`,
    retryAfterSeconds: 30,
  });
};

const assertExists = (base: readonly { readonly id: string }[], policyId: PolicyId | undefined): void => {
  if (policyId !== undefined && !base.some(({ id }) => id === policyId)) throw new AppError('policy.not_found');
};

/** What was published with a report keeps it. */
const forgetOld = async (tx: OrgTx, before: Date): Promise<void> => {
  await tx
    .deleteFrom('policy_simulations as s')
    .where('s.finished_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('policy_versions as v').select('v.version').whereRef('v.simulation_id', '=', 's.id'))),
    )
    .execute();
};
