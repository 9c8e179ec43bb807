import { Inject, Injectable } from '@nestjs/common';
import { AppError, type PolicyId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import type { ActingContext } from '../../platform/http/request-state.js';
import { CLOCK, NEW_ID } from '../../platform/tokens.js';
import { RecordAdminChange } from '../admin-changes/use-cases/record-admin-change.js';
import type { AcceptedPolicy } from './accept-policy-text.js';
import { getPolicy, type PolicyView } from './policies.queries.js';
import { insertVersion, type Provenance } from './policy-versions.js';
import { assertSimulationOf } from './simulation-evidence.js';

export interface Publication extends Provenance {
  readonly accepted: AcceptedPolicy;
  readonly note: string;
}

export interface Replacement extends Publication {
  readonly policyId: PolicyId;
  /** Version the text was written from; any other one in force is a conflict. */
  readonly baseVersion: number;
}

/**
 * Writes what is in force: every way to publish ends here. The caller's transaction holds the organisation's row lock and
 * builds the snapshot (see `ChangeOrg`); whether the way is open (review, git) is decided before.
 */
@Injectable()
export class PutInForce {
  constructor(
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(NEW_ID) private readonly newId: IdFactory,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** Creates the policy the text names. @throws AppError `policy.name_taken`, `policy.simulation_mismatch` */
  async create(
    tx: OrgTx,
    ctx: ActingContext,
    publication: Publication,
    id: PolicyId = this.newId('policy'),
  ): Promise<PolicyView> {
    await assertSimulationOf(tx, publication);
    await tx
      .insertInto('policies')
      .values({ org_id: ctx.orgId, id, version: 1, ...headOf(publication) })
      .execute();
    await insertVersion(tx, ctx, { ...publication, policyId: id, version: 1, publishedAt: new Date(this.now()) });
    // A policy points at its pushed version, which has to be there first.
    if (publication.source) await tx.updateTable('policies').set({ managed_version: 1 }).where('id', '=', id).execute();
    await this.#record(tx, ctx, 'policy.created', 1, publication);
    return getPolicy(tx, id);
  }

  /** @throws AppError `policy.not_found`, `policy.version_conflict`, `policy.name_taken`, `policy.simulation_mismatch` */
  async replace(tx: OrgTx, ctx: ActingContext, replacement: Replacement): Promise<PolicyView> {
    const { policyId, baseVersion } = replacement;
    await assertBasedOnCurrent(tx, policyId, baseVersion);
    await assertSimulationOf(tx, replacement);
    const [version, publishedAt] = [baseVersion + 1, new Date(this.now())];
    await insertVersion(tx, ctx, { ...replacement, version, publishedAt });
    await tx
      .updateTable('policies')
      .set({
        version,
        updated_at: publishedAt,
        ...headOf(replacement),
        // A pushed text makes the policy managed; any other leaves that as it is.
        ...(replacement.source ? { managed_version: version } : {}),
      })
      .where('id', '=', policyId)
      .execute();
    const action = replacement.revertOf === undefined ? 'policy.published' : 'policy.reverted';
    await this.#record(tx, ctx, action, version, replacement);
    return getPolicy(tx, policyId);
  }

  async #record(
    tx: OrgTx,
    ctx: ActingContext,
    action: 'policy.created' | 'policy.published' | 'policy.reverted',
    version: number,
    { accepted, note, kind, revertOf, simulationId, reviewers, draftId, source }: Publication,
  ): Promise<void> {
    const given = { kind, revertOf, simulationId, reviewers, draftId, commit: source?.commit };
    await this.recordAdminChange.run(tx, ctx.orgId, {
      actor: ctx.actor.name,
      action,
      target: accepted.document.name,
      detail: {
        version,
        ruleCount: accepted.ruleCount,
        note,
        ...Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)),
      },
    });
  }
}

/** What a policy's row says of the text in force. */
const headOf = ({ accepted: { document } }: Publication) => ({
  name: document.name,
  description: document.description ?? '',
  applies_to: document.appliesTo?.group ?? null,
});

/** @throws AppError `policy.not_found`, `policy.version_conflict` with `currentVersion` */
export const assertBasedOnCurrent = async (tx: OrgTx, policyId: PolicyId, baseVersion: number): Promise<void> => {
  const policy = await tx.selectFrom('policies').select('version').where('id', '=', policyId).executeTakeFirst();
  if (!policy) throw new AppError('policy.not_found');
  if (policy.version === baseVersion) return;
  throw new AppError('policy.version_conflict', {
    detail: `Version ${policy.version} is in force; your text is based on version ${baseVersion}.`,
    params: { currentVersion: policy.version },
  });
};
