import type { Logger } from '@sallyport/service-kit';
import type { GatewayConfig } from '../config.js';
import { createJudge } from './judge.js';
import { createModel } from './model.js';
import type { Opinionated } from './opinion.js';
import { Opinions } from './opinions.js';

/**
 * Whoever is configured to give second opinions; null when nobody is.
 * @throws (rejects) Error that says what is missing when the model cannot be loaded
 */
export const openOpinions = async (
  config: GatewayConfig,
  logger: Pick<Logger, 'info' | 'warn' | 'error'>,
): Promise<Opinions | null> => {
  const asked: Opinionated[] = [];
  if (config.GATEWAY_MODEL_DIR !== undefined) {
    asked.push(
      await createModel({
        dir: config.GATEWAY_MODEL_DIR,
        runtime: config.GATEWAY_MODEL_RUNTIME ?? null,
        threads: config.GATEWAY_MODEL_THREADS,
        logger,
      }),
    );
  }
  if (config.GATEWAY_JUDGE_URL !== undefined) {
    asked.push(
      createJudge({
        url: config.GATEWAY_JUDGE_URL,
        model: config.GATEWAY_JUDGE_MODEL,
        key: config.GATEWAY_JUDGE_KEY ?? null,
        orgs: config.GATEWAY_JUDGE_ORGS,
        perMinute: config.GATEWAY_JUDGE_PER_MINUTE,
        now: Date.now,
      }),
    );
  }
  if (asked.length === 0) return null;
  return new Opinions({ asked, deadlineMs: config.GATEWAY_OPINION_DEADLINE_MS, logger, now: Date.now });
};
