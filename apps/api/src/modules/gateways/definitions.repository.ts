import type { DefinitionKind, OrgId, ServerId } from '@sallyport/contracts';
import { type OrgTx, toJson } from '@sallyport/db';
import type { IdFactory } from '@sallyport/service-kit';
import { sql } from 'kysely';
import type { DefinitionDiff, KnownDefinition } from './diff-definitions.js';

export interface DefinitionScope {
  readonly orgId: OrgId;
  readonly serverId: ServerId;
  readonly kind: DefinitionKind;
  readonly observedAt: Date;
}

/** Rows of one insert: twelve parameters each, and Postgres takes 65,535. */
const INSERT_ROWS_MAX = 1000;

/** What is known of one kind of definitions of one server, present or not. */
export const listKnown = async (
  tx: OrgTx,
  { serverId, kind }: Pick<DefinitionScope, 'serverId' | 'kind'>,
): Promise<KnownDefinition[]> => {
  const rows = await tx
    .selectFrom('definitions')
    .select([
      'id',
      'name',
      'digest',
      'body',
      'state',
      'present',
      'observed_digest as observedDigest',
      'last_seen_at as lastSeenAt',
    ])
    .where('server_id', '=', serverId)
    .where('kind', '=', kind)
    .execute();
  return rows;
};

/** Writes a diff. Pins are made and drift is noted here; what a person approved or blocked is left as it is. */
export const storeDiff = async (
  tx: OrgTx,
  scope: DefinitionScope,
  diff: DefinitionDiff,
  newId: IdFactory,
): Promise<void> => {
  await insertAppeared(tx, scope, diff.appeared, newId);
  const updates = [
    ...diff.changed.map(({ known, reported, digest }) => ({
      id: known.id,
      state: known.state === 'blocked' ? 'blocked' : 'drifted',
      observed_digest: digest,
      observed_body: reported.body,
      findings: reported.findings,
    })),
    ...diff.reverted.map(({ known, reported }) => ({
      id: known.id,
      state: known.state === 'blocked' ? 'blocked' : 'pinned',
      observed_digest: null,
      observed_body: null,
      findings: reported.findings,
    })),
  ];
  if (updates.length > 0) {
    await sql`
      update definitions d set
        state = r.state, observed_digest = r.observed_digest, observed_body = r.observed_body, findings = r.findings,
        present = true, last_seen_at = ${scope.observedAt}
      from jsonb_to_recordset(${toJson(updates)}::jsonb)
        as r (id text, state text, observed_digest text, observed_body jsonb, findings jsonb)
      where d.id = r.id`.execute(tx);
  }
  await touchUnchanged(tx, scope, diff.unchanged);
  const vanished = diff.vanished.map(({ id }) => id);
  if (vanished.length > 0) {
    await tx.updateTable('definitions').set({ present: false }).where('id', 'in', vanished).execute();
  }
};

const insertAppeared = async (
  tx: OrgTx,
  { orgId, serverId, kind, observedAt }: DefinitionScope,
  appeared: DefinitionDiff['appeared'],
  newId: IdFactory,
): Promise<void> => {
  for (let from = 0; from < appeared.length; from += INSERT_ROWS_MAX) {
    const rows = appeared.slice(from, from + INSERT_ROWS_MAX).map(({ reported, digest }) => ({
      org_id: orgId,
      id: newId('definition'),
      server_id: serverId,
      kind,
      name: reported.name,
      digest,
      body: toJson(reported.body),
      findings: toJson([...reported.findings]),
      first_seen_at: observedAt,
      last_seen_at: observedAt,
    }));
    await tx.insertInto('definitions').values(rows).execute();
  }
};

/** The findings are taken anew each time: detectors learn. */
const touchUnchanged = async (
  tx: OrgTx,
  { observedAt }: DefinitionScope,
  unchanged: DefinitionDiff['unchanged'],
): Promise<void> => {
  if (unchanged.length === 0) return;
  const rows = toJson(unchanged.map(({ known, reported }) => ({ id: known.id, findings: reported.findings })));
  await sql`
    update definitions d set findings = r.findings, present = true, last_seen_at = ${observedAt}
    from jsonb_to_recordset(${rows}::jsonb) as r (id text, findings jsonb)
    where d.id = r.id`.execute(tx);
};
