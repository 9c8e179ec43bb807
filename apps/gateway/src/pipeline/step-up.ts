import { AppError, type Principal } from '@sallyport/contracts';
import type { DecisionObligations } from '@sallyport/policy';
import type { Decided } from './exchange.js';

type StepUp = DecisionObligations['stepUp'];

/** Whether a rule wants a sign-in more recent than the caller's. Who never signed in did so too long ago. */
export const signedInTooLongAgo = ({ signedInAt }: Pick<Decided, 'signedInAt'>, stepUp: StepUp, now: number): boolean =>
  stepUp !== null && (signedInAt === null || now - signedInAt > stepUp.maxAgeMs);

export const stepUpRequired = ({ kind }: Principal, stepUp: StepUp): AppError => {
  const minutes = Math.max(1, Math.floor((stepUp?.maxAgeMs ?? 0) / 60_000));
  const within = minutes === 1 ? 'the last minute' : `the last ${minutes} minutes`;
  return new AppError('policy.step_up_required', {
    detail:
      kind === 'user'
        ? `This takes a sign-in within ${within}; sign in again.`
        : 'This takes a person who signed in a short while ago, and a service account cannot sign in.',
  });
};
