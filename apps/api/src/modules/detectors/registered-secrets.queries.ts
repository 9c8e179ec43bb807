import { Inject, Injectable } from '@nestjs/common';
import { type OPERATIONS, REGISTERED_SECRETS_MAX, type RegisteredSecret } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { ResultOf } from '../../platform/operation.decorator.js';
import { DATABASE } from '../../platform/tokens.js';

@Injectable()
export class RegisteredSecretsQueries {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  list(ctx: OrgContext): Promise<ResultOf<typeof OPERATIONS.listRegisteredSecrets>> {
    return withOrg(this.db, ctx.orgId, async (tx) => ({ items: (await rowsOf(tx)).map(toSecretView) }));
  }
}

/** For the gateways: with the digests. */
export const readRegisteredSecrets = async (tx: OrgTx): Promise<RegisteredSecret[]> =>
  (await rowsOf(tx)).map(({ name, length, tag, salt, digest }) => ({ name, length, tag, salt, digest }));

const rowsOf = (tx: OrgTx): Promise<Row<'registered_secrets'>[]> =>
  tx.selectFrom('registered_secrets').selectAll().orderBy('name').limit(REGISTERED_SECRETS_MAX).execute();

/** For people: without the digest. */
export const toSecretView = (row: Row<'registered_secrets'>): ResultOf<typeof OPERATIONS.registerSecret> => ({
  name: row.name,
  length: row.length,
  registeredBy: row.registered_by,
  registeredAt: row.registered_at.toISOString(),
});
