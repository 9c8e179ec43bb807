import { promisify } from 'node:util';
import { deflateRawSync, inflateRaw } from 'node:zlib';
import { canonicalize, digestBytes } from '@sallyport/audit';
import { days, type OrgId, type PolicyId, type Principal, type Snapshot } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import { sql } from 'kysely';
import {
  type PastPolicy,
  type PastServer,
  type PastTool,
  policiesPart,
  serversPart,
  toolsPart,
} from './snapshot-parts.js';

/** How far back one can ask what was in force. */
export const HISTORY_MS = days(90);

const inflate = promisify(inflateRaw);

/** What was in force at some moment, as decisions need it. */
export interface InForce {
  readonly principals: readonly Principal[];
  readonly servers: readonly PastServer[];
  readonly tools: readonly PastTool[];
  readonly policies: Snapshot['policies'];
}

/**
 * Keeps what a snapshot puts in force, in parts that snapshots share, in the transaction that stores the snapshot. What nobody
 * can ask for any more is forgotten: of what is older than {@link HISTORY_MS} only the newest stays, which was in force then.
 */
export const keepHistory = async (tx: OrgTx, orgId: OrgId, snapshot: Snapshot): Promise<void> => {
  const in_force_at = new Date(snapshot.builtAt);
  const parts = {
    principals: await keepPart(tx, orgId, snapshot.principals),
    servers: await keepPart(tx, orgId, serversPart(snapshot.servers)),
    tools: await keepPart(tx, orgId, toolsPart(snapshot.definitions)),
    policies: await keepPart(tx, orgId, policiesPart(snapshot.policies)),
  };
  await tx
    .insertInto('snapshot_history')
    .values({ org_id: orgId, version: snapshot.version, in_force_at, ...parts })
    .execute();
  await forgetBefore(tx, new Date(in_force_at.getTime() - HISTORY_MS));
};

/** @returns the digest it is found by */
const keepPart = async (tx: OrgTx, orgId: OrgId, part: readonly unknown[]): Promise<string> => {
  const text = canonicalize(part);
  const digest = digestBytes(text);
  const known = await tx.selectFrom('snapshot_parts').select('digest').where('digest', '=', digest).executeTakeFirst();
  if (!known) {
    await tx
      .insertInto('snapshot_parts')
      .values({ org_id: orgId, digest, body: deflateRawSync(text) })
      .execute();
  }
  return digest;
};

const forgetBefore = async (tx: OrgTx, before: Date): Promise<void> => {
  const forgotten = await tx
    .deleteFrom('snapshot_history')
    .where('version', '<', (eb) =>
      eb
        .selectFrom('snapshot_history')
        .select((max) => max.fn.max('version').as('version'))
        .where('in_force_at', '<', before),
    )
    .returning('version')
    .execute();
  if (forgotten.length === 0) return;
  await sql`
    delete from snapshot_parts p where not exists (
      select from snapshot_history h where p.digest in (h.principals, h.servers, h.tools, h.policies)
    )`.execute(tx);
};

export interface PastSnapshot {
  readonly version: number;
  readonly in_force_at: Date;
  readonly principals: string;
  readonly servers: string;
  readonly tools: string;
  readonly policies: string;
}

/** The snapshot that was in force at a moment; null before the first one that is remembered. */
export const findPastSnapshot = async (tx: OrgTx, at: Date): Promise<PastSnapshot | null> => {
  const row = await tx
    .selectFrom('snapshot_history')
    .select(['version', 'in_force_at', 'principals', 'servers', 'tools', 'policies'])
    .where('in_force_at', '<=', at)
    .orderBy('in_force_at', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
};

/** When the first snapshot that is remembered came into force. */
export const findHistoryStart = async (tx: OrgTx): Promise<Date | null> => {
  const row = await tx
    .selectFrom('snapshot_history')
    .select((eb) => eb.fn.min('in_force_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
};

/** The content of a past snapshot, with the texts of its policies. */
export const readPastSnapshot = async (tx: OrgTx, past: PastSnapshot): Promise<InForce> => ({
  principals: await readPart<Principal>(tx, past.principals),
  servers: await readPart<PastServer>(tx, past.servers),
  tools: await readPart<PastTool>(tx, past.tools),
  policies: await withTexts(tx, await readPart<PastPolicy>(tx, past.policies)),
});

const readPart = async <T>(tx: OrgTx, digest: string): Promise<T[]> => {
  const { body } = await tx
    .selectFrom('snapshot_parts')
    .select('body')
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
  return JSON.parse((await inflate(body)).toString()) as T[];
};

/** Versions are never changed or removed, so their texts are what they were. */
const withTexts = (tx: OrgTx, policies: readonly PastPolicy[]): Promise<Snapshot['policies']> =>
  Promise.all(
    policies.map(async ({ text, ...policy }) => {
      if (text !== undefined) return { ...policy, text };
      const version = await tx
        .selectFrom('policy_versions')
        .select('text')
        .where('policy_id', '=', policy.id as PolicyId)
        .where('version', '=', policy.version)
        .executeTakeFirstOrThrow();
      return { ...policy, text: version.text };
    }),
  );
