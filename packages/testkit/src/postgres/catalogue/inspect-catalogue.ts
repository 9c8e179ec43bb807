import pg from 'pg';
import type { Check, ReviewedLists } from './check.js';
import { definers, publicFunctions, roles, views } from './role-checks.js';
import { keys, partitions, platformGrants, policies, rowSecurity } from './table-checks.js';

const CHECKS: readonly Check[] = [
  rowSecurity,
  policies,
  keys,
  partitions,
  platformGrants,
  roles,
  views,
  definers,
  publicFunctions,
];

/**
 * Looks through the system catalogue for whatever would let one organisation reach another: tables without forced row
 * security or with a hole in it, keys that do not begin with the organisation, roles with too much, views and functions that
 * step around. Partitions are checked too.
 * @returns one sentence per problem; empty when the wall stands
 */
export async function inspectCatalogue(ownerUrl: string, reviewed: ReviewedLists): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const problems: string[] = [];
    for (const check of CHECKS) problems.push(...(await check(client, reviewed)));
    return problems.sort();
  } finally {
    await client.end();
  }
}
