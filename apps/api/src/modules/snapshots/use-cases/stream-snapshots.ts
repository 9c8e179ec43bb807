import { Inject, Injectable } from '@nestjs/common';
import { type Db, listGatewayOrgs } from '@sallyport/db';
import type { Logger } from '@sallyport/service-kit';
import type { Response } from 'express';
import { coalesce } from '../../../platform/coalesce.js';
import { OpenStreams } from '../../../platform/http/open-streams.js';
import type { GatewayContext } from '../../../platform/http/request-state.js';
import { SseStream } from '../../../platform/http/sse.js';
import { DATABASE, LOGGER } from '../../../platform/tokens.js';
import { SnapshotHeads } from '../snapshot-heads.js';

/** Tells a gateway which versions to fetch: first what is newest now, then every newer one, each organisation in order. */
@Injectable()
export class StreamSnapshots {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SnapshotHeads) private readonly heads: SnapshotHeads,
    @Inject(OpenStreams) private readonly openStreams: OpenStreams,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  async run({ gatewayId }: GatewayContext, res: Response): Promise<void> {
    const stream = this.openStreams.add(new SseStream(res));
    const sent = new Map<string, number>();
    // A wake-up says only that something changed; what this gateway may know of it is read anew each time.
    const sendNewer = async (): Promise<void> => {
      for (const { orgId, snapshotVersion } of await listGatewayOrgs(this.db, gatewayId)) {
        if (snapshotVersion <= (sent.get(orgId) ?? 0)) continue;
        sent.set(orgId, snapshotVersion);
        stream.send('snapshot', { orgId, version: snapshotVersion });
      }
    };
    const wake = coalesce(sendNewer, (err) => {
      this.logger.warn({ err, gatewayId }, 'snapshot stream ended');
      stream.close();
    });
    const stop = this.heads.listen(wake);
    void stream.closed.then(stop);
    stream.open();
    wake();
  }
}
