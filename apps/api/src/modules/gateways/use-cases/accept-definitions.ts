import { Inject, Injectable } from '@nestjs/common';
import { AppError, findingSchema, type OPERATIONS, type OrgId, type ServerId } from '@sallyport/contracts';
import { type Db, listGatewayOrgs, type OrgTx, storableText, withOrg } from '@sallyport/db';
import { classifyDefinitionDiff } from '@sallyport/detect';
import type { IdFactory, Logger } from '@sallyport/service-kit';
import type { GatewayContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import type { JobQueues } from '../../../platform/queues/job-queues.js';
import { CLOCK, DATABASE, LOGGER, NEW_ID, QUEUES } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { markSnapshotStale } from '../../snapshots/snapshot-outbox.js';
import { assertSpeaksForItself } from '../assert-speaks-for-itself.js';
import { type DefinitionScope, listKnown, storeDiff } from '../definitions.repository.js';
import { type DefinitionDiff, diffDefinitions, type ReportedDefinition } from '../diff-definitions.js';

type Report = InputOf<typeof OPERATIONS.reportDefinitions>['body'];

const NAMES_IN_TRAIL_MAX = 20;

/**
 * Stores what a server offers now. What is new is pinned; what changed keeps its pin in force and waits, with what the server
 * sends now beside it, for a person; what is gone is marked so and stays pinned. The trail says each of it.
 */
@Injectable()
export class AcceptDefinitions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(QUEUES) private readonly queues: Pick<JobQueues, 'add'>,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: GatewayContext, { body }: InputOf<typeof OPERATIONS.reportDefinitions>): Promise<void> {
    assertSpeaksForItself(ctx, body);
    const served = await listGatewayOrgs(this.db, ctx.gatewayId);
    const org = served.find(({ orgId }) => orgId === body.orgId);
    // The same answer for an organisation that is not served and a server that is not there.
    if (!org) throw new AppError('server.not_found');
    const isStale = await withOrg(this.db, org.orgId, (tx) => this.#store(tx, org.orgId, body));
    if (isStale) await this.#wakeWorker(org.orgId);
  }

  /** @returns whether gateways have to learn of it */
  async #store(tx: OrgTx, orgId: OrgId, report: Report): Promise<boolean> {
    // Locks the server, so that two gateways that report at the same time are heard one after the other.
    const server = await tx
      .selectFrom('servers')
      .select(['id', 'slug'])
      .where('id', '=', report.serverId as ServerId)
      .forUpdate()
      .executeTakeFirst();
    if (!server) throw new AppError('server.not_found');
    const observedAt = new Date(Math.min(report.observedAt, this.now()));
    const scope: DefinitionScope = { orgId, serverId: server.id, kind: report.kind, observedAt };
    const known = await listKnown(tx, scope);
    if (known.some(({ lastSeenAt }) => lastSeenAt > observedAt)) return false;
    const diff = diffDefinitions(known, report.definitions.map(toReported));
    await storeDiff(tx, scope, diff, this.newId);
    await this.#writeTrail(tx, orgId, { serverSlug: server.slug, report, diff });
    const isStale = diff.appeared.length + diff.changed.length + diff.reverted.length > 0;
    if (isStale) await markSnapshotStale(tx, orgId, this.newId);
    return isStale;
  }

  async #writeTrail(
    tx: OrgTx,
    orgId: OrgId,
    { serverSlug, report, diff }: { serverSlug: string; report: Report; diff: DefinitionDiff },
  ): Promise<void> {
    const actor = `gateway ${report.gatewayId}`;
    const { kind } = report;
    if (diff.appeared.length > 0) {
      const names = diff.appeared.slice(0, NAMES_IN_TRAIL_MAX).map(({ reported }) => reported.name);
      const detail = { kind, count: diff.appeared.length, names };
      await this.recordAdminChange.run(tx, orgId, { actor, action: 'definition.pinned', target: serverSlug, detail });
    }
    for (const { known, reported, digest } of diff.changed) {
      const target = `${serverSlug}/${known.name}`;
      const { change } = classifyDefinitionDiff(known.body, reported.body);
      const detail = { kind, pinned: known.digest, observed: digest, state: known.state, change };
      await this.recordAdminChange.run(tx, orgId, { actor, action: 'definition.drifted', target, detail });
    }
  }

  /** The outbox holds the truth; this only makes it quick. */
  async #wakeWorker(orgId: OrgId): Promise<void> {
    try {
      await this.queues.add('snapshot-build', { orgId }, orgId);
    } catch (err) {
      this.logger.warn({ err, orgId }, 'the worker could not be woken; the outbox will be drained later');
    }
  }
}

const toReported = ({ name, body, findings }: Report['definitions'][number]): ReportedDefinition => ({
  name: storableText(name),
  body,
  // A finding this version cannot read is left out rather than holding back the definition it speaks of.
  findings: findings.flatMap((finding) => {
    const parsed = findingSchema.safeParse(finding);
    return parsed.success ? [parsed.data] : [];
  }),
});
