import { sql } from 'kysely';
import type { Db } from '../create-database.js';
import { asPlatform } from '../with-org.js';

/**
 * Makes the monthly partitions of records and calls that are not there, from the month of `from` on (UTC). Rows that came
 * before their partition move into it. Idempotent; waits at most 5 s for writers to let go of the default partition.
 * @param platform pool of `PLATFORM_DATABASE_URL`
 * @param months   1 to 36
 * @returns names of the partitions made now
 */
export async function ensurePartitions(platform: Db, from: Date, months: number): Promise<string[]> {
  return asPlatform(platform, 'monthly partitions', async (tx) => {
    const made = await sql<{ name: string }>`select ensure_partitions(${from}, ${months}) as name`.execute(tx);
    return made.rows.map(({ name }) => name);
  });
}
