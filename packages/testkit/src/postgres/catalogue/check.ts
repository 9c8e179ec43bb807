import type pg from 'pg';

/** What somebody looked at and found right. */
export interface ReviewedLists {
  /** Tables of `public` without an organisation: the application role has no grant on them at all. */
  readonly platformTables: readonly string[];
  /** SECURITY DEFINER functions, and the role each runs as (`owner` for the owner of the schema). */
  readonly definers: Readonly<Record<string, string>>;
}

/** One look at the catalogue; a sentence per problem. */
export type Check = (client: pg.Client, reviewed: ReviewedLists) => Promise<string[]>;

/** Runs a query whose column `problem` holds sentences. */
export async function problemsOf(client: pg.Client, statement: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ problem: string }>(statement, values);
  return rows.map(({ problem }) => problem);
}
