import { AppError, type ServerId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';

export interface RemoteServer {
  readonly id: ServerId;
  readonly name: string;
  /** Null for a hosted server, which has nobody to authorize at. */
  readonly url: string | null;
}

/** @throws AppError `server.not_found` */
export const getRemoteServer = async (tx: OrgTx, id: ServerId): Promise<RemoteServer> => {
  const row = await tx.selectFrom('servers').select(['name', 'transport']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('server.not_found');
  return { id, name: row.name, url: row.transport.kind === 'streamable-http' ? row.transport.url : null };
};
