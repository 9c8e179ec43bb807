import { setTimeout as sleep } from 'node:timers/promises';
import { seconds, snapshotEventSchema } from '@sallyport/contracts';
import { SseParser } from '@sallyport/mcp';
import { backoffMs, type Logger } from '@sallyport/service-kit';
import type { ApiHttp } from './api-http.js';

const BACKOFF = { baseMs: 200, capMs: seconds(5) };
/** A stream that says nothing for so long, not even a comment, is taken for dead. */
const SILENCE_MS_MAX = seconds(45);

export interface SnapshotStreamOptions {
  readonly api: Pick<ApiHttp, 'openStream'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** The stream is open: events from here on arrive, earlier ones did not. */
  readonly onOpen: () => void;
  readonly onPublished: (orgId: string, version: number) => void;
  readonly signal: AbortSignal;
}

/** Listens to publications until aborted, reconnecting with jittered waits. Polling covers what it misses. */
export async function followSnapshots(options: SnapshotStreamOptions): Promise<void> {
  const { signal, logger } = options;
  for (let failures = 0; !signal.aborted; ) {
    try {
      await listenOnce(options, () => {
        failures = 0;
      });
    } catch (err) {
      if (!signal.aborted && failures === 3) logger.warn({ err }, 'the snapshot stream does not open; polling goes on');
    }
    failures += 1;
    await sleep(backoffMs(failures, BACKOFF), undefined, { signal }).catch(() => undefined);
  }
}

async function listenOnce(options: SnapshotStreamOptions, onAlive: () => void): Promise<void> {
  const response = await options.api.openStream('/gateway/v1/snapshot-stream', options.signal);
  response.socket.setTimeout(SILENCE_MS_MAX, () => response.destroy());
  options.onOpen();
  onAlive();
  const parser = new SseParser();
  for await (const chunk of response as AsyncIterable<Buffer>) {
    parser.push(chunk, ({ event, data }) => {
      if (event === 'snapshot') report(data, options);
    });
  }
}

function report(data: Buffer, { logger, onPublished }: SnapshotStreamOptions): void {
  try {
    const { orgId, version } = snapshotEventSchema.parse(JSON.parse(data.toString('utf8')));
    onPublished(orgId, version);
  } catch (err) {
    logger.warn({ err }, 'an event of the snapshot stream is malformed');
  }
}
