import { hours, type Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';

/** Gateways forget by themselves what is older; see ADR 0017. */
const REMEMBERED_MS = hours(6);
const RESETS_MAX = 256;
/** In place of a client's name: all of them. */
export const ALL_CLIENTS = '*';

/** What gateways are to forget; nothing for most organisations. */
export const readBehaviour = async (tx: OrgTx, now: Date): Promise<Pick<Snapshot, 'behaviour'>> => {
  const rows = await tx
    .selectFrom('behaviour_resets')
    .select(['principal_id', 'client', 'reset_at'])
    .where('reset_at', '>', new Date(now.getTime() - REMEMBERED_MS))
    .orderBy('reset_at', 'desc')
    .orderBy('principal_id')
    .orderBy('client')
    .limit(RESETS_MAX)
    .execute();
  if (rows.length === 0) return {};
  const resets = rows.map(({ principal_id, client, reset_at }) => ({
    principalId: principal_id,
    client: client === ALL_CLIENTS ? null : client,
    at: reset_at.getTime(),
  }));
  return { behaviour: { resets } };
};
