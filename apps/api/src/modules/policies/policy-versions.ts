import type { PolicyDraftId, PolicyId, PolicySource, SimulationId } from '@sallyport/contracts';
import { type NewRow, type OrgTx, toJson } from '@sallyport/db';
import type { ActingContext } from '../../platform/http/request-state.js';
import type { AcceptedPolicy } from './accept-policy-text.js';

export type VersionKind = NonNullable<NewRow<'policy_versions'>['kind']>;

/** How a version came about; kept with it for good. */
export interface Provenance {
  readonly kind?: VersionKind;
  readonly revertOf?: number;
  readonly simulationId?: SimulationId | null | undefined;
  readonly reviewers?: readonly string[];
  readonly draftId?: PolicyDraftId;
  readonly source?: PolicySource | null | undefined;
}

export interface NewVersion extends Provenance {
  readonly policyId: PolicyId;
  readonly version: number;
  readonly note: string;
  readonly accepted: AcceptedPolicy;
  readonly publishedAt: Date;
}

/** Appends a version; versions are never changed or removed. */
export const insertVersion = async (
  tx: OrgTx,
  ctx: ActingContext,
  { policyId, version, note, accepted, publishedAt, ...provenance }: NewVersion,
): Promise<void> => {
  await tx
    .insertInto('policy_versions')
    .values({
      org_id: ctx.orgId,
      policy_id: policyId,
      version,
      text: accepted.text,
      note,
      published_by: ctx.actor.name,
      published_at: publishedAt,
      rule_count: accepted.ruleCount,
      kind: provenance.kind ?? 'published',
      revert_of: provenance.revertOf ?? null,
      simulation_id: provenance.simulationId ?? null,
      reviewers: [...(provenance.reviewers ?? [])],
      draft_id: provenance.draftId ?? null,
      source: provenance.source ? toJson(provenance.source) : null,
    })
    .execute();
};
