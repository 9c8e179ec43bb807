import type { OrgTx } from '@sallyport/db';
import { type CheckContext, parsePolicy } from '@sallyport/policy';
import { sql } from 'kysely';
import { PLATFORM_POLICY } from './platform-policy.js';

/** What a text is checked against: the organisation's servers, its tools as they are pinned, and the rules of its policies. */
export const readCheckContext = async (tx: OrgTx): Promise<CheckContext> => ({
  servers: await tx.selectFrom('servers').select('slug').execute(),
  tools: await readTools(tx),
  otherRules: await readRuleIds(tx),
});

const readTools = async (tx: OrgTx): Promise<NonNullable<CheckContext['tools']>> => {
  const tools = await tx
    .selectFrom('definitions as d')
    .innerJoin('servers as s', (join) => join.onRef('s.org_id', '=', 'd.org_id').onRef('s.id', '=', 'd.server_id'))
    .select([
      's.slug as server',
      'd.name',
      sql<unknown>`d.body -> 'inputSchema'`.as('inputSchema'),
      sql<unknown>`d.body -> 'outputSchema'`.as('outputSchema'),
    ])
    .where('d.kind', '=', 'tool')
    .execute();
  return tools.map(({ inputSchema, outputSchema, ...tool }) => ({
    ...tool,
    inputSchema: inputSchema ?? undefined,
    outputSchema: outputSchema ?? undefined,
  }));
};

/** Ids that an exception may name besides those of its own text. */
const readRuleIds = async (tx: OrgTx): Promise<string[]> => {
  const policies = await tx
    .selectFrom('policies as p')
    .innerJoin('policy_versions as v', (join) =>
      join.onRef('v.org_id', '=', 'p.org_id').onRef('v.policy_id', '=', 'p.id').onRef('v.version', '=', 'p.version'),
    )
    .select('v.text')
    .execute();
  return [PLATFORM_POLICY.source, ...policies].flatMap(({ text }) => {
    const parsed = parsePolicy(text);
    return parsed.ok ? [...parsed.document.rules, ...(parsed.document.pathZones ?? [])].map(({ id }) => id) : [];
  });
};
