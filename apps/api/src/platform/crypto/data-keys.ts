import { randomBytes } from 'node:crypto';
import type { DataKeyId, OrgId } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { IdFactory, Secret } from '@sallyport/service-kit';
import { open, seal } from './sealed-box.js';

const KEY_BYTES = 32;
const CACHED_ORGS_MAX = 1000;

export interface DataKey {
  readonly id: DataKeyId;
  readonly key: Buffer;
}

export interface DataKeys {
  /** The newest data key of an organisation; made on first use. */
  current(orgId: OrgId): Promise<DataKey>;
  /** Null when the key was destroyed, and with it everything it sealed. */
  find(orgId: OrgId, id: DataKeyId): Promise<Buffer | null>;
}

export interface DataKeysOptions {
  readonly db: Db;
  /** Wraps the keys of all organisations; 32 bytes. */
  readonly platformKey: Secret;
  readonly newId: IdFactory;
}

/** Data keys per organisation, stored wrapped under the platform's key; unwrapped ones are kept in memory, bounded. */
export const createDataKeys = ({ db, platformKey, newId }: DataKeysOptions): DataKeys => {
  const wrapping = platformKey.revealBytes();
  const currentByOrg = new Map<OrgId, DataKey>();
  const contextOf = (orgId: OrgId, id: DataKeyId): string => `data-key/${orgId}/${id}`;

  const load = async (orgId: OrgId): Promise<DataKey> => {
    const id = newId('dataKey');
    const fresh = seal(wrapping, contextOf(orgId, id), randomBytes(KEY_BYTES));
    const row = await withOrg(db, orgId, async (tx) => {
      // Serialised per organisation, so that two processes that see no key do not both make one.
      await tx.selectFrom('organisations').select('org_id').forUpdate().executeTakeFirstOrThrow();
      const newest = await tx
        .selectFrom('org_data_keys')
        .select(['id', 'wrapped'])
        .orderBy('id', 'desc')
        .executeTakeFirst();
      if (newest) return newest;
      await tx.insertInto('org_data_keys').values({ org_id: orgId, id, wrapped: fresh }).execute();
      return { id, wrapped: fresh };
    });
    return { id: row.id, key: open(wrapping, contextOf(orgId, row.id), row.wrapped) };
  };

  return {
    current: async (orgId) => {
      const cached = currentByOrg.get(orgId);
      if (cached) return cached;
      const loaded = await load(orgId);
      if (currentByOrg.size >= CACHED_ORGS_MAX) currentByOrg.clear();
      currentByOrg.set(orgId, loaded);
      return loaded;
    },
    find: async (orgId, id) => {
      const cached = currentByOrg.get(orgId);
      if (cached?.id === id) return cached.key;
      const row = await withOrg(db, orgId, (tx) =>
        tx.selectFrom('org_data_keys').select('wrapped').where('id', '=', id).executeTakeFirst(),
      );
      return row ? open(wrapping, contextOf(orgId, id), row.wrapped) : null;
    },
  };
};
