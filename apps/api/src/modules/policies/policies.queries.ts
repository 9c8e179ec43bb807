import { Inject, Injectable } from '@nestjs/common';
import { AppError, OPERATIONS, type PolicyId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';

type List = typeof OPERATIONS.listPolicies;
type ListVersions = typeof OPERATIONS.listPolicyVersions;
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
}

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
    .select([
      'p.id',
      'p.name',
      'p.description',
      'p.version',
      'v.rule_count',
      'v.published_at',
      'v.published_by',
      'v.text',
    ]);

type PolicyRow = Awaited<ReturnType<ReturnType<typeof selectPolicies>['executeTakeFirstOrThrow']>>;

const toSummary = (row: PolicyRow): Omit<PolicyView, 'text'> => ({
  id: row.id,
  name: row.name,
  description: row.description,
  version: row.version,
  ruleCount: row.rule_count,
  updatedAt: row.published_at.toISOString(),
  updatedBy: row.published_by,
});

const toVersion = (row: {
  version: number;
  note: string;
  published_at: Date;
  published_by: string;
  rule_count: number;
}): ResultOf<ListVersions>['items'][number] => ({
  version: row.version,
  note: row.note,
  publishedAt: row.published_at.toISOString(),
  publishedBy: row.published_by,
  ruleCount: row.rule_count,
});
