import { AppError } from '@sallyport/contracts';
import type { Obliged, Stage } from './exchange.js';

/**
 * Where a call stops that was not allowed to go on. A denied one ends here. One that a person has to approve first ends here
 * too, with a typed error that says so and where: its record is what the approval will be given for.
 */
export const hold: Stage<Obliged, Obliged> = (next) => (exchange) => {
  const { decision, evidence, refusal } = exchange;
  if (refusal !== null) {
    evidence.reasons = decision.reasons;
    throw refusal;
  }
  if (decision.effect === 'deny' || decision.effect === 'approve') {
    evidence.reasons = decision.reasons;
    const options = decision.message === null ? {} : { detail: decision.message };
    throw new AppError(decision.effect === 'deny' ? 'policy.denied' : 'policy.approval_required', options);
  }
  return next(exchange);
};
