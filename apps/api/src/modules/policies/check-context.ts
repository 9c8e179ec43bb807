import type { OrgTx } from '@sallyport/db';
import type { CheckContext } from '@sallyport/policy';

/** What a text is checked against: the organisation's servers, and its tools as they are pinned, with their schemas. */
export const readCheckContext = async (tx: OrgTx): Promise<CheckContext> => {
  const tools = await tx
    .selectFrom('definitions as d')
    .innerJoin('servers as s', (join) => join.onRef('s.org_id', '=', 'd.org_id').onRef('s.id', '=', 'd.server_id'))
    .select(['s.slug as server', 'd.name', 'd.body'])
    .where('d.kind', '=', 'tool')
    .execute();
  return {
    servers: await tx.selectFrom('servers').select('slug').execute(),
    tools: tools.map(({ server, name, body }) => {
      return { server, name, inputSchema: body.inputSchema, outputSchema: body.outputSchema };
    }),
    now: Date.now(),
  };
};
