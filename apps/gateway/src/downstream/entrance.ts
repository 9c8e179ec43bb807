import type { IdFactory, Logger } from '@sallyport/service-kit';
import { Evidence } from '../evidence/evidence.js';
import type { Enter, Pipeline } from '../pipeline/exchange.js';
import { setOut } from '../pipeline/learn.js';

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
