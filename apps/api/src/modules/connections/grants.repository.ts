import type { GrantId, ServerId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';

export const findGrantRow = (tx: OrgTx, principalId: string, serverId: ServerId) =>
  tx
    .selectFrom('upstream_grants')
    .selectAll()
    .where('principal_id', '=', principalId)
    .where('server_id', '=', serverId)
    .executeTakeFirst();

export type GrantRow = NonNullable<Awaited<ReturnType<typeof findGrantRow>>>;

export const findChallenge = (tx: OrgTx, server: { readonly id: ServerId; readonly url: string | null }) =>
  tx
    .selectFrom('upstream_challenges')
    .select(['resource_metadata', 'scopes'])
    .where('server_id', '=', server.id)
    .where('server_url', '=', server.url ?? '')
    .executeTakeFirst();

/** Notes that a grant is over; it stays, so that people see that there was one. */
export const lapseGrant = async (tx: OrgTx, id: GrantId, at: Date): Promise<void> => {
  await tx
    .updateTable('upstream_grants')
    .set({ lapsed_at: at, renewing_until: null })
    .where('id', '=', id)
    .where('lapsed_at', 'is', null)
    .execute();
};
