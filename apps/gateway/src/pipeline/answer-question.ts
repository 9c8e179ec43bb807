import { toAppError } from '@sallyport/contracts';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { Continued, Stage } from './exchange.js';
import { outcomeOf } from './record.js';
import { answerServer } from './review-server-message.js';

/**
 * Around everything that may still refuse a client's answer: a server that asked hears an error then, since its question was
 * taken and it would wait for nothing.
 */
export const answerQuestion =
  (refusals: Refusals): Stage<Continued, Continued> =>
  (next) =>
  (exchange) => {
    const { session, questionId: id } = exchange;
    if (session === null || id === null) return next(exchange);
    return attempt(() => next(exchange)).catch((thrown: unknown) => {
      const error = toAppError(thrown);
      if (!error.code.startsWith('upstream.')) {
        const { evidence, orgSlug } = exchange;
        const { body } = refusals.toAnswer(error, { evidence, outcome: outcomeOf(error, evidence), orgSlug });
        answerServer({ ...exchange, session }, body, id);
      }
      throw error;
    });
  };

/** Steps may throw before they give a promise. */
const attempt = async <T>(run: () => Promise<T>): Promise<T> => run();
