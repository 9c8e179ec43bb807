import { Inject, Injectable } from '@nestjs/common';
import { OPERATIONS, type ServiceAccountId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { CursorCodec } from '../../platform/cursor.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { toPage } from '../../platform/page.js';
import { CURSORS, DATABASE } from '../../platform/tokens.js';

type List = typeof OPERATIONS.listServiceAccounts;
type ServiceAccountView = ResultOf<List>['items'][number];
type TokenView = ServiceAccountView['tokens'][number];

/** Newest tokens shown per account; older revoked ones are in the trail. */
const TOKENS_MAX = 50;

@Injectable()
export class ServiceAccountsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CURSORS) private readonly cursors: CursorCodec,
  ) {}

  /** By name, then id; each with its tokens, newest first. */
  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    const scope = { orgId: ctx.orgId, operation: OPERATIONS.listServiceAccounts.id };
    const after = query.cursor === undefined ? undefined : this.cursors.decode(scope, query.cursor)[0];
    return withOrg(this.db, ctx.orgId, async (tx) => {
      let page = selectAccounts(tx)
        .orderBy('a.name')
        .orderBy('a.id')
        .limit(query.limit + 1);
      if (after !== undefined) {
        page = page.where(sql<boolean>`(a.name, a.id) > (select name, id from service_accounts where id = ${after})`);
      }
      const rows = await page.execute();
      const tokens = await readTokens(
        tx,
        rows.map(({ id }) => id),
      );
      return toPage(rows, query.limit, {
        toItem: (row) => toServiceAccount(row, tokens.get(row.id) ?? []),
        toCursor: ({ id }) => this.cursors.encode(scope, [id]),
      });
    });
  }
}

/** @throws when it is absent: for an account this transaction has just written */
export const getServiceAccount = async (tx: OrgTx, id: ServiceAccountId): Promise<ServiceAccountView> => {
  const row = await selectAccounts(tx).where('a.id', '=', id).executeTakeFirstOrThrow();
  const tokens = await readTokens(tx, [id]);
  return toServiceAccount(row, tokens.get(id) ?? []);
};

const selectAccounts = (tx: OrgTx) =>
  tx.selectFrom('service_accounts as a').select((eb) => [
    'a.id',
    'a.name',
    'a.description',
    'a.disabled',
    'a.role',
    'a.created_at',
    eb
      .selectFrom('group_members as gm')
      .innerJoin('groups as g', (join) => join.onRef('g.org_id', '=', 'gm.org_id').onRef('g.id', '=', 'gm.group_id'))
      .whereRef('gm.org_id', '=', 'a.org_id')
      .whereRef('gm.principal_id', '=', 'a.id')
      .select(sql<string[]>`coalesce(array_agg(g.name order by g.name), '{}')`.as('names'))
      .as('groups'),
  ]);

const readTokens = async (tx: OrgTx, accountIds: readonly ServiceAccountId[]): Promise<Map<string, TokenView[]>> => {
  const byAccount = new Map<string, TokenView[]>();
  if (accountIds.length === 0) return byAccount;
  const rows = await tx
    .selectFrom('service_account_tokens')
    .select(['id', 'service_account_id', 'hint', 'created_at', 'expires_at', 'revoked_at'])
    .where('service_account_id', 'in', [...accountIds])
    .orderBy('id', 'desc')
    .execute();
  for (const row of rows) {
    const tokens = byAccount.get(row.service_account_id) ?? [];
    if (tokens.length < TOKENS_MAX) tokens.push(toToken(row));
    byAccount.set(row.service_account_id, tokens);
  }
  return byAccount;
};

const toToken = (row: {
  id: string;
  hint: string;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
}): TokenView => ({
  id: row.id,
  hint: row.hint,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

const toServiceAccount = (
  row: Awaited<ReturnType<ReturnType<typeof selectAccounts>['executeTakeFirstOrThrow']>>,
  tokens: TokenView[],
): ServiceAccountView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  groups: row.groups ?? [],
  disabled: row.disabled,
  role: row.role,
  createdAt: row.created_at.toISOString(),
  tokens,
});
