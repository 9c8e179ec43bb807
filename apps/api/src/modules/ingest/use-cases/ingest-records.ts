import { Inject, Injectable } from '@nestjs/common';
import { gatewayIdSchema, INGEST_BATCH_MAX, type OPERATIONS, type OrgId } from '@sallyport/contracts';
import { asPlatform, type Db, listGatewayOrgs } from '@sallyport/db';
import { elementSpans } from '@sallyport/mcp';
import type { Coordination, Logger } from '@sallyport/service-kit';
import { z } from 'zod';
import { callChannel } from '../../../platform/channels.js';
import type { GatewayContext } from '../../../platform/http/request-state.js';
import type { LenientInput, ResultOf } from '../../../platform/operation.decorator.js';
import { COORDINATION, DATABASE, LOGGER, PLATFORM_DATABASE } from '../../../platform/tokens.js';
import { assertSpeaksForItself } from '../../gateways/assert-speaks-for-itself.js';
import type { SpoolPosition } from '../call-projection.js';
import { advanceAcknowledged, quarantine, readAcknowledged } from '../ingest.repository.js';
import { assertContiguous, type BadRecord, type GoodRecord, sortBatch } from '../sort-batch.js';
import { callIdsOf, StoreOrgRecords } from './store-org-records.js';

/** The contract's request with the records unjudged: each is judged on its own ({@link sortBatch}). */
export const ingestEnvelopeSchema = z.object({
  gatewayId: gatewayIdSchema,
  epoch: z.int().min(1),
  records: z
    .array(z.object({ sequence: z.int().min(1), record: z.unknown() }))
    .min(1)
    .max(INGEST_BATCH_MAX),
});

type Ingest = typeof OPERATIONS.ingestRecords;

/**
 * Stores a batch of a gateway's spool. Acknowledged means stored: in the organisation's records, or, for what cannot be read,
 * in quarantine with its bytes, loudly. Every step can be repeated, so a batch that was cut off is simply sent again.
 */
@Injectable()
export class IngestRecords {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(PLATFORM_DATABASE) private readonly platformDb: Db,
    @Inject(COORDINATION) private readonly coordination: Coordination,
    @Inject(StoreOrgRecords) private readonly storeOrgRecords: StoreOrgRecords,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'error'>,
  ) {}

  async run(ctx: GatewayContext, { body, raw }: LenientInput<typeof ingestEnvelopeSchema>): Promise<ResultOf<Ingest>> {
    assertSpeaksForItself(ctx, body);
    const position = { gatewayId: body.gatewayId, epoch: body.epoch };
    const acknowledged = await asPlatform(this.platformDb, 'ingest records', (tx) => readAcknowledged(tx, position));
    assertContiguous(body.records, acknowledged);
    const last = body.records.at(-1)?.sequence ?? 0;
    if (last <= acknowledged) return { acknowledged };

    const orgs = await listGatewayOrgs(this.db, ctx.gatewayId);
    const fresh = body.records.filter(({ sequence }) => sequence > acknowledged);
    const { byOrg, bad } = sortBatch(fresh, new Set(orgs.map(({ orgId }) => orgId)));
    const refused = [...bad];
    for (const [orgId, records] of byOrg) refused.push(...(await this.storeOrgRecords.run(orgId, position, records)));
    await this.#finish(position, last, toQuarantined(refused, body.records[0]?.sequence ?? 1, raw));
    await this.#announce(byOrg);
    return { acknowledged: last };
  }

  /** Quarantine and cursor in one transaction: nothing is acknowledged that is in neither place. */
  async #finish(position: SpoolPosition, last: number, records: ReturnType<typeof toQuarantined>): Promise<void> {
    for (const { sequence, problem } of records) {
      this.logger.error({ ...position, sequence, problem }, 'a record could not be read and is in quarantine');
    }
    await asPlatform(this.platformDb, 'ingest records', async (tx) => {
      await quarantine(tx, position, records);
      await advanceAcknowledged(tx, position, last);
    });
  }

  async #announce(byOrg: ReadonlyMap<OrgId, readonly GoodRecord[]>): Promise<void> {
    for (const [orgId, records] of byOrg) {
      await this.coordination.publish(callChannel(orgId), JSON.stringify(callIdsOf(records)));
    }
  }
}

const toQuarantined = (refused: readonly BadRecord[], firstSequence: number, raw: Buffer) => {
  if (refused.length === 0) return [];
  const spans = elementSpans(raw, '/records');
  return refused.map(({ sequence, problem }) => {
    const span = spans[sequence - firstSequence];
    return { sequence, problem, bytes: Buffer.from(raw.subarray(span?.start, span?.end)) };
  });
};
