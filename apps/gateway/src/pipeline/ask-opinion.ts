import type { Finding } from '@sallyport/contracts';
import type { Opinions } from '../opinions/opinions.js';
import type { Answered, Inspected, Stage } from './exchange.js';
import { inspectorOf } from './inspector-of.js';
import { parseAnswer } from './review-message.js';

/** Asks for a second opinion on what a client sends, where rules and classifier are in doubt. Without somebody to ask: nothing. */
export const askOpinion =
  (opinions: Opinions | null): Stage<Inspected, Inspected> =>
  (next) =>
  (exchange) => {
    const asked = opinions?.on(exchange, exchange.message, exchange.findings) ?? null;
    if (asked === null) return next(exchange);
    return asked.then((more) => next(Object.assign(exchange, { findings: [...more, ...exchange.findings] })));
  };

/**
 * The same for the answer of a server.
 * @returns null, at once, when nobody is asked
 */
export const askOpinionOnAnswer = (
  opinions: Opinions | null,
  exchange: Answered,
  raw: Buffer,
): Promise<readonly Finding[]> | null => {
  if (opinions === null || exchange.spec.list !== null) return null;
  const inspector = inspectorOf(exchange);
  if (!inspector.inspectBytes(raw, 'result')) return null;
  const value = parseAnswer(raw);
  return opinions.on(exchange, value, inspector.inspectMessage(value, 'result', ''));
};
