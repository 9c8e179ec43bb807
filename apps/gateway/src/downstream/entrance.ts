import type { IdFactory, Logger } from '@sallyport/service-kit';
import { Evidence } from '../evidence/evidence.js';
import type { Pipeline } from '../pipeline/compose.js';
import type { Incoming, Outcome } from '../pipeline/exchange.js';
import { setOut } from '../pipeline/learn.js';

/** A message or stream request on its way into the pipeline, by whatever transport it came. */
export type Arrival = Omit<Incoming, 'evidence'>;

/** The one way into the pipeline. Resolves to null when the gateway itself is broken; the client is then given nothing. */
export type Enter = (arrival: Arrival) => Promise<Outcome | null>;

export interface EntranceOptions {
  readonly pipeline: Pipeline;
  readonly newId: IdFactory;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error'>;
}

export const createEntrance =
  ({ pipeline, newId, now, logger }: EntranceOptions): Enter =>
  (arrival) => {
    const at = now();
    const evidence = new Evidence(newId('call', at), at, arrival.head.method);
    return pipeline(setOut(evidence, arrival)).catch((err: unknown) => {
      logger.error({ err, requestId: evidence.callId }, 'the pipeline failed');
      return null;
    });
  };
