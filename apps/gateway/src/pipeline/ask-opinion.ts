import type { Opinions } from '../opinions/opinions.js';
import type { Inspected, Stage } from './exchange.js';

/** Asks for a second opinion on what a client sends, where rules and classifier are in doubt. Without somebody to ask: nothing. */
export const askOpinion =
  (opinions: Opinions | null): Stage<Inspected, Inspected> =>
  (next) =>
  (exchange) => {
    const asked = opinions?.on(exchange, exchange.message, exchange.findings) ?? null;
    if (asked === null) return next(exchange);
    return asked.then((more) => next(Object.assign(exchange, { findings: [...more, ...exchange.findings] })));
  };
