import { Inject, Injectable } from '@nestjs/common';
import { AppError, type ErrorCode, type OrgId, type PolicyDraftId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import type { Logger } from '@sallyport/service-kit';
import type { ActingContext } from '../../../platform/http/request-state.js';
import { CLOCK, DATABASE, LOGGER } from '../../../platform/tokens.js';
import { RecordAdminChange } from '../../admin-changes/use-cases/record-admin-change.js';
import { acceptPolicyText } from '../../policies/accept-policy-text.js';
import { readCheckContext } from '../../policies/check-context.js';
import { ChangeOrg } from '../../snapshots/use-cases/change-org.js';
import { type DraftRow, dropPublicationEntries } from '../drafts.repository.js';
import { PublishDraftRow } from '../publish-draft-row.js';

/** What can stand in the way of a publication by then: a person has to look at it. Anything else is tried again. */
const OBSTACLES: readonly ErrorCode[] = [
  'policy.version_conflict',
  'policy.rule_invalid',
  'policy.name_taken',
  'policy.not_found',
  'policy.review_required',
  'policy.managed_in_git',
  'policy.simulation_mismatch',
];
const PROBLEM_CHARS_MAX = 500;

/**
 * Publishes the drafts of one organisation whose time came, each exactly once: the version, the draft's new state and the end
 * of its outbox entry are one transaction, and whoever comes second finds no scheduled draft. What stands in the way is
 * written on the draft, which keeps its text.
 */
@Injectable()
export class PublishDueDrafts {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(ChangeOrg) private readonly changeOrg: ChangeOrg,
    @Inject(PublishDraftRow) private readonly publishRow: PublishDraftRow,
    @Inject(RecordAdminChange) private readonly recordAdminChange: RecordAdminChange,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'info'>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  /** @returns how many drafts were published */
  async run(orgId: OrgId): Promise<number> {
    const due = await withOrg(this.db, orgId, async (tx) => {
      await dropPublicationEntries(tx);
      const drafts = await selectDue(tx, new Date(this.now())).orderBy('publish_at').orderBy('id').execute();
      const { slug } = await tx.selectFrom('organisations').select('slug').executeTakeFirstOrThrow();
      return { drafts, orgSlug: slug, context: await readCheckContext(tx) };
    });
    let published = 0;
    for (const draft of due.drafts) {
      const ctx: ActingContext = { orgId, orgSlug: due.orgSlug, actor: { name: draft.scheduled_by ?? draft.author } };
      try {
        const accepted = acceptPolicyText(draft.text, due.context);
        if (await this.#publish(ctx, draft, accepted)) published += 1;
      } catch (err) {
        if (!(err instanceof AppError) || !OBSTACLES.includes(err.code)) throw err;
        await this.#setAside(ctx, draft, err);
      }
    }
    return published;
  }

  async #publish(ctx: ActingContext, seen: DraftRow, accepted: ReturnType<typeof acceptPolicyText>): Promise<boolean> {
    const { result } = await this.changeOrg.run(ctx.orgId, async (tx) => {
      const draft = await this.#lockDue(tx, seen);
      if (draft) await this.publishRow.run(tx, ctx, { draft, accepted, simulationId: draft.simulation_id });
      return draft !== undefined;
    });
    return result;
  }

  async #setAside(ctx: ActingContext, seen: DraftRow, obstacle: AppError): Promise<void> {
    const problem = describe(obstacle);
    await withOrg(this.db, ctx.orgId, async (tx) => {
      const draft = await this.#lockDue(tx, seen);
      if (!draft) return;
      await tx
        .updateTable('policy_drafts')
        .set({ state: 'conflict', publish_at: null, problem, updated_at: new Date(this.now()) })
        .where('id', '=', draft.id)
        .execute();
      await dropPublicationEntries(tx, draft.id);
      await this.recordAdminChange.run(tx, ctx.orgId, {
        actor: ctx.actor.name,
        action: 'policy_draft.not_published',
        target: draft.title,
        detail: { draftId: draft.id, code: obstacle.code, problem },
      });
    });
    this.logger.info({ orgId: ctx.orgId, draftId: seen.id, code: obstacle.code }, 'scheduled draft not published');
  }

  /** The draft, unless somebody published, changed or cancelled it since it was read. */
  #lockDue(tx: OrgTx, { id, revision }: { id: PolicyDraftId; revision: number }): Promise<DraftRow | undefined> {
    return selectDue(tx, new Date(this.now()))
      .where('id', '=', id)
      .where('revision', '=', revision)
      .forUpdate()
      .executeTakeFirst();
  }
}

const selectDue = (tx: OrgTx, now: Date) =>
  tx.selectFrom('policy_drafts').selectAll().where('state', '=', 'scheduled').where('publish_at', '<=', now);

const describe = ({ detail, fields }: AppError): string =>
  [detail, ...fields.map(({ message }) => message)].join(' · ').slice(0, PROBLEM_CHARS_MAX);
