import type { OPERATIONS } from '@sallyport/contracts';
import type { Database } from '@sallyport/db';
import { classifyDefinitionDiff } from '@sallyport/detect';
import type { Selectable } from 'kysely';
import type { ResultOf } from '../../platform/operation.decorator.js';

export type DefinitionView = ResultOf<typeof OPERATIONS.reviewDefinition>;
type DefinitionRow = Omit<Selectable<Database['definitions']>, 'name_hash' | 'org_id'>;

/** Columns {@link toDefinition} needs. */
export const DEFINITION_COLUMNS = [
  'id',
  'server_id',
  'kind',
  'name',
  'digest',
  'state',
  'body',
  'observed_digest',
  'observed_body',
  'findings',
  'present',
  'first_seen_at',
  'last_seen_at',
] as const satisfies readonly (keyof DefinitionRow)[];

export const toDefinition = (row: DefinitionRow): DefinitionView => ({
  id: row.id,
  serverId: row.server_id,
  kind: row.kind,
  name: row.name,
  digest: row.digest,
  state: row.state,
  body: row.body,
  observedDigest: row.observed_digest,
  observedBody: row.observed_body,
  change: row.observed_body === null ? null : changeOf(row.body, row.observed_body),
  findings: row.findings,
  present: row.present,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
});

const changeOf = (before: unknown, after: unknown): NonNullable<DefinitionView['change']> => {
  const { change, reasons } = classifyDefinitionDiff(before, after);
  return { change, reasons: [...reasons] };
};
