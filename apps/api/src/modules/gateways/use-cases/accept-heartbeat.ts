import { Inject, Injectable } from '@nestjs/common';
import type { Heartbeat, OPERATIONS, OrgId } from '@sallyport/contracts';
import { asPlatform, type Db, listGatewayOrgs, toJson, withOrg } from '@sallyport/db';
import { sql } from 'kysely';
import type { GatewayContext } from '../../../platform/http/request-state.js';
import type { InputOf } from '../../../platform/operation.decorator.js';
import { CLOCK, DATABASE, PLATFORM_DATABASE } from '../../../platform/tokens.js';
import { assertSpeaksForItself } from '../assert-speaks-for-itself.js';

type ServerReport = Heartbeat['servers'][number];

/** Stores how a gateway is and what it says of its servers. What it says of servers it does not serve is dropped in silence. */
@Injectable()
export class AcceptHeartbeat {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(PLATFORM_DATABASE) private readonly platformDb: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async run(ctx: GatewayContext, { body }: InputOf<typeof OPERATIONS.sendHeartbeat>): Promise<void> {
    assertSpeaksForItself(ctx, body);
    const at = new Date(this.now());
    await asPlatform(this.platformDb, 'store a heartbeat', (tx) =>
      tx
        .updateTable('gateways')
        .set({ last_heartbeat: toJson(body), last_seen_at: at })
        .where('id', '=', ctx.gatewayId)
        .execute(),
    );
    const served = await listGatewayOrgs(this.db, ctx.gatewayId);
    for (const { orgId } of served) {
      const reports = body.servers.filter((report) => report.orgId === orgId);
      if (reports.length > 0) await this.#storeStates(ctx.gatewayId, orgId, reports, at);
    }
  }

  async #storeStates(gatewayId: string, orgId: OrgId, reports: readonly ServerReport[], at: Date): Promise<void> {
    const rows = toJson(
      reports.map(({ serverId, state, detail, protocolVersion, serverInfo }) => ({
        server_id: serverId,
        state,
        detail,
        protocol_version: protocolVersion,
        server_info: serverInfo,
      })),
    );
    await withOrg(this.db, orgId, (tx) =>
      sql`
        insert into server_states (org_id, server_id, gateway_id, state, detail, protocol_version, server_info, reported_at)
        select s.org_id, s.id, ${gatewayId}, r.state, r.detail, r.protocol_version, r.server_info, ${at}
        from (
          select distinct on (server_id) * from jsonb_to_recordset(${rows}::jsonb)
            as report (server_id text, state text, detail text, protocol_version text, server_info jsonb)
          order by server_id
        ) r
        join servers s on s.id = r.server_id
        on conflict (org_id, server_id, gateway_id) do update set
          state = excluded.state, detail = excluded.detail, protocol_version = excluded.protocol_version,
          server_info = excluded.server_info, reported_at = excluded.reported_at`.execute(tx),
    );
  }
}
