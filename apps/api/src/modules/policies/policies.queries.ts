import { Inject, Injectable } from '@nestjs/common';
import { AppError, OPERATIONS, type PolicyId } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';
import { blameRanges } from './blame.js';

type List = typeof OPERATIONS.listPolicies;
type ListVersions = typeof OPERATIONS.listPolicyVersions;
type Blame = typeof OPERATIONS.getPolicyBlame;
type GetVersion = typeof OPERATIONS.getPolicyVersion;
export type PolicyView = ResultOf<typeof OPERATIONS.getPolicy>;

@Injectable()
export class PoliciesQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** By name, then id. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listPolicies.id };
    const after = query.cursor === undefined ? undefined : this.cursors.decode(scope, query.cursor)[0];
    const rows = await withOrg(this.db, ctx.orgId, (tx) => {
      const page = selectPolicies(tx)
        .orderBy('p.name')
        .orderBy('p.id')
        .limit(query.limit + 1);
      if (after === undefined) return page.execute();
      return page.where(sql<boolean>`(p.name, p.id) > (select name, id from policies where id = ${after})`).execute();
    });
    return toPage(rows, query.limit, { toItem: toSummary, toCursor: ({ id }) => this.cursors.encode(scope, [id]) });
  }

  async get(ctx: OrgContext, { params }: InputOf<typeof OPERATIONS.getPolicy>): Promise<PolicyView> {
    return withOrg(this.db, ctx.orgId, (tx) => getPolicy(tx, params.policyId));
  }

  /** Newest first. */
  async listVersions(ctx: OrgContext, { params, query }: InputOf<ListVersions>): Promise<ResultOf<ListVersions>> {
    const filter = { policyId: params.policyId };
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listPolicyVersions.id, filter };
    const before = query.cursor === undefined ? undefined : this.cursors.decode(scope, query.cursor)[0];
    const rows = await withOrg(this.db, ctx.orgId, async (tx) => {
      const policy = await tx.selectFrom('policies').select('id').where('id', '=', params.policyId).executeTakeFirst();
      if (!policy) throw new AppError('policy.not_found');
      let page = tx.selectFrom('policy_versions').selectAll().where('policy_id', '=', params.policyId);
      if (before !== undefined) page = page.where('version', '<', Number(before));
      return page
        .orderBy('version', 'desc')
        .limit(query.limit + 1)
        .execute();
    });
    return toPage(rows, query.limit, {
      toItem: toVersion,
      toCursor: ({ version }) => this.cursors.encode(scope, [String(version)]),
    });
  }

  async getVersion(ctx: OrgContext, { params }: InputOf<GetVersion>): Promise<ResultOf<GetVersion>> {
    const row = await withOrg(this.db, ctx.orgId, (tx) =>
      tx
        .selectFrom('policy_versions')
        .selectAll()
        .where('policy_id', '=', params.policyId)
        .where('version', '=', params.version)
        .executeTakeFirst(),
    );
    if (!row) throw new AppError('policy.not_found');
    return { ...toVersion(row), text: row.text };
  }

  /** Who wrote which lines of the text in force. Compares every version with the one before it. */
  async blame(ctx: OrgContext, { params }: InputOf<Blame>): Promise<ResultOf<Blame>> {
    const versions = await withOrg(this.db, ctx.orgId, (tx) => readAllVersions(tx, params.policyId));
    const byNumber = new Map(versions.map((version) => [version.version, version]));
    const ranges = blameRanges(versions.map(({ version, text }) => ({ version, text }))).map((range) => {
      const written = byNumber.get(range.version);
      return {
        ...range,
        author: written?.published_by ?? '',
        at: (written?.published_at ?? new Date(0)).toISOString(),
        note: written?.note ?? '',
      };
    });
    return { version: versions.at(-1)?.version ?? 1, ranges };
  }
}

/** @throws AppError `policy.not_found` */
const readAllVersions = async (tx: OrgTx, policyId: PolicyId): Promise<Row<'policy_versions'>[]> => {
  const versions = await tx
    .selectFrom('policy_versions')
    .selectAll()
    .where('policy_id', '=', policyId)
    .orderBy('version')
    .execute();
  if (versions.length === 0) throw new AppError('policy.not_found');
  return versions;
};

/** The policy with the text in force. @throws AppError `policy.not_found` */
export const getPolicy = async (tx: OrgTx, id: PolicyId): Promise<PolicyView> => {
  const row = await selectPolicies(tx).where('p.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('policy.not_found');
  return { ...toSummary(row), text: row.text };
};

const selectPolicies = (tx: OrgTx) =>
  tx
    .selectFrom('policies as p')
    .innerJoin('policy_versions as v', (join) =>
      join.onRef('v.org_id', '=', 'p.org_id').onRef('v.policy_id', '=', 'p.id').onRef('v.version', '=', 'p.version'),
    )
    .leftJoin('policy_versions as m', (join) =>
      join
        .onRef('m.org_id', '=', 'p.org_id')
        .onRef('m.policy_id', '=', 'p.id')
        .onRef('m.version', '=', 'p.managed_version'),
    )
    .select((eb) => [
      'p.id',
      'p.name',
      'p.description',
      'p.version',
      'p.applies_to',
      'v.rule_count',
      'v.published_at',
      'v.published_by',
      'v.text',
      'm.source as pushed_source',
      'm.version as pushed_version',
      'm.published_at as pushed_at',
      'm.published_by as pushed_by',
      sql<boolean>`m.text is distinct from v.text`.as('drifted'),
      eb
        .selectFrom('policy_drafts as d')
        .whereRef('d.org_id', '=', 'p.org_id')
        .whereRef('d.policy_id', '=', 'p.id')
        .where('d.state', 'not in', ['published', 'discarded'])
        .select(sql<number>`count(*)::int`.as('count'))
        .as('open_drafts'),
    ]);

type PolicyRow = Awaited<ReturnType<ReturnType<typeof selectPolicies>['executeTakeFirstOrThrow']>>;

const toSummary = (row: PolicyRow): Omit<PolicyView, 'text'> => ({
  id: row.id,
  name: row.name,
  description: row.description,
  level: row.applies_to === null ? 'organisation' : 'group',
  group: row.applies_to,
  managedBy: toManagedBy(row),
  openDrafts: row.open_drafts ?? 0,
  version: row.version,
  ruleCount: row.rule_count,
  updatedAt: row.published_at.toISOString(),
  updatedBy: row.published_by,
});

const toManagedBy = ({ pushed_source, pushed_version, pushed_at, pushed_by, drifted }: PolicyRow) =>
  pushed_source === null || pushed_version === null || pushed_at === null || pushed_by === null
    ? null
    : { ...pushed_source, version: pushed_version, pushedAt: pushed_at.toISOString(), pushedBy: pushed_by, drifted };

const toVersion = (row: Row<'policy_versions'>): ResultOf<ListVersions>['items'][number] => ({
  version: row.version,
  note: row.note,
  publishedAt: row.published_at.toISOString(),
  publishedBy: row.published_by,
  ruleCount: row.rule_count,
  kind: row.kind,
  revertOf: row.revert_of,
  simulationId: row.simulation_id,
  reviewers: row.reviewers,
  draftId: row.draft_id,
  source: row.source,
});
