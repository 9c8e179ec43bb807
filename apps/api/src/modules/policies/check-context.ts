import type { OrgTx } from '@sallyport/db';
import type { CheckContext } from '@sallyport/policy';

/** What a text is checked against: the organisation's servers, and its tools as they are pinned. */
export const readCheckContext = async (tx: OrgTx): Promise<CheckContext> => ({
  servers: await tx.selectFrom('servers').select('slug').execute(),
  tools: await tx
    .selectFrom('definitions as d')
    .innerJoin('servers as s', (join) => join.onRef('s.org_id', '=', 'd.org_id').onRef('s.id', '=', 'd.server_id'))
    .select(['s.slug as server', 'd.name'])
    .where('d.kind', '=', 'tool')
    .execute(),
});
