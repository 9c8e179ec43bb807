import type { OrgId } from '@sallyport/contracts';
import { type OrgTx, withOrg } from '@sallyport/db';
import type { TestApi } from './start-api.js';

/**
 * Makes requests collide for certain: holds what `hold` locks until so many statements wait for it, then lets all go on.
 * @returns what the requests were answered
 */
export const collide = async <T>(
  { core, database }: TestApi,
  orgId: OrgId,
  { hold, requests }: { hold: (tx: OrgTx) => Promise<unknown>; requests: () => readonly Promise<T>[] },
): Promise<T[]> => {
  const sent = await withOrg(core.db, orgId, async (tx) => {
    await hold(tx);
    const started = requests();
    await untilWaiting(database, started.length);
    return { started };
  });
  return Promise.all(sent.started);
};

const untilWaiting = async (database: TestApi['database'], count: number): Promise<void> => {
  for (let attempts = 0; attempts < 250; attempts += 1) {
    const rows = await database.asOwner<{ waiting: number }>(
      "select count(*)::int as waiting from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'",
      [database.name],
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${count} statements never waited at the same time`);
};
