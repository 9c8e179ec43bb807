import { setTimeout as sleep } from 'node:timers/promises';
import { ingestResponseSchema } from '@sallyport/contracts';
import { backoffMs, type Logger } from '@sallyport/service-kit';
import { z } from 'zod';
import { type ApiAnswer, type ApiHttp, excerpt } from '../control/api-http.js';
import type { Batch } from './backlog-reader.js';
import type { ShippableSpool } from './spool.js';

const BACKOFF = { baseMs: 100, capMs: 10_000 };
/** Time between two batches when little waits: a live tail feels immediate, and a batch is worth its request. */
const PACE_MS = 50;
const PACE_RECORDS = 500;
/** Failures in a row before the log is told; a restart of the api passes in silence. */
const QUIET_FAILURES = 3;

/** A 409 says how far the api is. */
const gapSchema = z.object({ code: z.literal('ingest.sequence_gap'), acknowledged: z.int().min(0) });

export interface ShipperOptions {
  readonly spool: ShippableSpool;
  readonly api: Pick<ApiHttp, 'send'>;
  readonly gatewayId: string;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface Shipper {
  /** Waits until everything taken so far is acknowledged, at most so long; false when it was not. */
  drain(timeoutMs: number): Promise<boolean>;
  /** Stops after the request under way was cut off. What was not acknowledged stays in the spool. */
  close(): Promise<void>;
}

/**
 * Sends the spool's records to the api, in order, one batch at a time, for as long as it takes. A batch without an answer is
 * sent again: the api stores each sequence once.
 */
export function startShipper(options: ShipperOptions): Shipper {
  const shipping = new ShippingLoop(options);
  return { drain: (timeoutMs) => shipping.drain(timeoutMs), close: () => shipping.close() };
}

class ShippingLoop {
  readonly #options: ShipperOptions;
  readonly #abort = new AbortController();
  readonly #done: Promise<void>;
  #wake: (() => void) | null = null;
  #written = false;
  #caughtUp: (() => void)[] = [];
  #failures = 0;

  constructor(options: ShipperOptions) {
    this.#options = options;
    options.spool.onWritten(() => this.#notice());
    this.#done = this.#run();
  }

  async drain(timeoutMs: number): Promise<boolean> {
    const drained = this.#options.spool.flushed().then(
      () =>
        new Promise<true>((done) => {
          this.#caughtUp.push(() => done(true));
          this.#notice();
        }),
    );
    return Promise.race([drained, sleep(timeoutMs, false as const, { ref: false })]);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    this.#notice();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      this.#written = false;
      try {
        const batch = await this.#options.spool.next();
        if (batch === null) await this.#idle();
        else await this.#ship(batch);
      } catch (err) {
        if (signal.aborted) return;
        await this.#failed({ err });
      }
    }
  }

  async #ship(batch: Batch): Promise<void> {
    const answer = await this.#post(batch);
    const acknowledged = acknowledgedBy(answer);
    if (acknowledged !== null && acknowledged >= batch.firstSequence) {
      this.#options.spool.acknowledge(batch, acknowledged);
      this.#succeeded();
      if (batch.records < PACE_RECORDS) await this.#pause(PACE_MS);
    } else if (acknowledged !== null && acknowledged < batch.firstSequence - 1) {
      await this.#options.spool.resumeAfter(batch, acknowledged);
      await this.#pause(PACE_MS);
    } else {
      await this.#failed({ status: answer.status, answer: excerpt(answer) }, answer.retryAfterSeconds);
    }
  }

  #post({ epoch, body }: Batch): Promise<ApiAnswer> {
    const head = `{"gatewayId":${JSON.stringify(this.#options.gatewayId)},"epoch":${epoch.epoch},"records":[`;
    return this.#options.api.send({
      method: 'POST',
      path: '/gateway/v1/records',
      body: [Buffer.from(head), body, Buffer.from(']}')],
      signal: this.#abort.signal,
    });
  }

  async #failed(what: Record<string, unknown>, retryAfterSeconds: number | null = null): Promise<void> {
    this.#failures += 1;
    if (this.#failures === QUIET_FAILURES) this.#options.logger.warn(what, 'records cannot be shipped; trying on');
    const waitMs = Math.max(backoffMs(this.#failures, BACKOFF), BACKOFF.baseMs / 2);
    await this.#pause(Math.min(Math.max(waitMs, (retryAfterSeconds ?? 0) * 1000), BACKOFF.capMs));
  }

  #succeeded(): void {
    if (this.#failures >= QUIET_FAILURES) this.#options.logger.info('records are shipped again');
    this.#failures = 0;
  }

  async #idle(): Promise<void> {
    for (const done of this.#caughtUp.splice(0)) done();
    if (this.#written) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
  }

  #notice(): void {
    this.#written = true;
    this.#wake?.();
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#abort.signal }).catch(() => undefined);
  }
}

/** Null when the answer says nothing about what the api holds. */
function acknowledgedBy(answer: ApiAnswer): number | null {
  const schema = answer.status === 200 ? ingestResponseSchema : answer.status === 409 ? gapSchema : null;
  if (schema === null) return null;
  try {
    return schema.parse(JSON.parse(answer.body.toString('utf8'))).acknowledged;
  } catch {
    return null;
  }
}
