import { hours, type ServerId } from '@sallyport/contracts';
import type { OrgTx, ServerState } from '@sallyport/db';
import { sql } from 'kysely';

export interface ServerReport {
  readonly state: ServerState;
  readonly detail: string;
  readonly protocolVersion: string | null;
  readonly serverInfo: { readonly name: string; readonly version: string } | null;
}

export interface ServerCounts {
  readonly tools: number;
  readonly prompts: number;
  readonly resources: number;
  readonly drifted: number;
  readonly blocked: number;
  readonly findings: number;
  readonly calls24h: number;
  readonly denied24h: number;
}

const NO_COUNTS: ServerCounts = {
  tools: 0,
  prompts: 0,
  resources: 0,
  drifted: 0,
  blocked: 0,
  findings: 0,
  calls24h: 0,
  denied24h: 0,
};

/** Best first: a server that one gateway reaches is up, whatever the others say. */
const STATE_ORDER: readonly ServerState[] = ['up', 'starting', 'down', 'unknown'];

/** What several gateways report about one server, as one state. Pure. */
export const toOverallState = (reports: readonly ServerReport[]): ServerReport => {
  const best = STATE_ORDER.flatMap((state) => reports.filter((report) => report.state === state))[0];
  return best ?? { state: 'unknown', detail: '', protocolVersion: null, serverInfo: null };
};

/** Reports that gateways made since `since`, by server. */
export const readServerStates = async (
  tx: OrgTx,
  ids: readonly ServerId[],
  since: Date,
): Promise<Map<ServerId, ServerReport[]>> => {
  const reports = new Map<ServerId, ServerReport[]>();
  if (ids.length === 0) return reports;
  const rows = await tx
    .selectFrom('server_states')
    .select(['server_id', 'state', 'detail', 'protocol_version', 'server_info'])
    .where('server_id', 'in', [...ids])
    .where('reported_at', '>=', since)
    .orderBy('gateway_id')
    .execute();
  for (const { server_id, state, detail, protocol_version, server_info } of rows) {
    const report = { state, detail, protocolVersion: protocol_version, serverInfo: server_info };
    reports.set(server_id, [...(reports.get(server_id) ?? []), report]);
  }
  return reports;
};

/** Counts of what servers offer now and of their calls in the 24 hours before `now`. */
export const readServerCounts = async (
  tx: OrgTx,
  ids: readonly ServerId[],
  now: Date,
): Promise<(id: ServerId) => ServerCounts> => {
  if (ids.length === 0) return () => NO_COUNTS;
  const offered = await tx
    .selectFrom('definitions')
    .select((eb) => [
      'server_id',
      eb.fn.countAll<number>().filterWhere('kind', '=', 'tool').as('tools'),
      eb.fn.countAll<number>().filterWhere('kind', '=', 'prompt').as('prompts'),
      eb.fn.countAll<number>().filterWhere('kind', 'in', ['resource', 'resource_template']).as('resources'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'drifted').as('drifted'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'blocked').as('blocked'),
      sql<number>`coalesce(sum(jsonb_array_length(findings)), 0)::int`.as('findings'),
    ])
    .where('server_id', 'in', [...ids])
    .where('present', '=', true)
    .groupBy('server_id')
    .execute();
  const called = await tx
    .selectFrom('calls')
    .select((eb) => [
      'server_id',
      eb.fn.countAll<number>().as('calls24h'),
      eb.fn.countAll<number>().filterWhere('effect', '=', 'deny').as('denied24h'),
    ])
    .where('at', '>', new Date(now.getTime() - hours(24)))
    .where('server_id', 'in', [...ids])
    .groupBy('server_id')
    .execute();
  const offeredBy = new Map(offered.map(({ server_id, ...counts }) => [server_id, counts]));
  const calledBy = new Map(called.map(({ server_id, ...counts }) => [server_id, counts]));
  return (id) => ({ ...NO_COUNTS, ...offeredBy.get(id), ...calledBy.get(id) });
};
