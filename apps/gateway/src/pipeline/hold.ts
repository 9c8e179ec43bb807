import { AppError } from '@sallyport/contracts';
import type { Decided, Stage } from './exchange.js';

/**
 * Where a call stops that was not allowed to go on. A denied one ends here. One that a person has to approve first ends here
 * too, with a typed error that says so and where: its record is what the approval will be given for.
 */
export const hold: Stage<Decided, Decided> = (next) => (exchange) => {
  const { decision, evidence } = exchange;
  if (decision.effect === 'deny' || decision.effect === 'approve') {
    evidence.reasons = decision.reasons;
    const options = decision.message === null ? {} : { detail: decision.message };
    throw new AppError(decision.effect === 'deny' ? 'policy.denied' : 'policy.approval_required', options);
  }
  return next(exchange);
};
