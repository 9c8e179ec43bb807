import { AppError } from '@sallyport/contracts';
import { type Decision, type DecisionLimit, NO_OBLIGATIONS } from '@sallyport/policy';
import type { LimitLedger, UsedUp } from '../limits/limit-ledger.js';
import { duesOf } from './dues.js';
import type { Decided, Dues, Obliged, Outcome, Stage } from './exchange.js';
import { learn, withDues } from './learn.js';
import { signedInTooLongAgo, stepUpRequired } from './step-up.js';

export interface ObligeOptions {
  readonly ledger: LimitLedger;
  readonly now: () => number;
}

/**
 * Does what the rules want besides their effect, where the message goes on: asks for a recent sign-in, counts it against limits,
 * and keeps in mind what is due when the answer comes. What waits for a person has not gone on, and what is denied never will.
 */
export const oblige =
  ({ ledger, now }: ObligeOptions): Stage<Decided, Obliged> =>
  (next) =>
  (exchange) => {
    const { decision } = exchange;
    const { obligations } = decision;
    if (obligations === NO_OBLIGATIONS || decision.effect === 'deny' || decision.effect === 'approve') {
      return next(withDues(exchange, null));
    }
    if (signedInTooLongAgo(exchange, obligations.stepUp, now())) {
      return next(refuse(exchange, stepUpRequired(exchange.principal, obligations.stepUp)));
    }
    const dues = duesOf(exchange, ledger);
    const limits = countedBefore(exchange);
    if (limits.length === 0) return settled(next(withDues(exchange, dues)), dues);
    return ledger.take(exchange.org.orgId, limits).then((usedUp) => {
      if (usedUp !== null) return next(refuse(exchange, limitExceeded(usedUp)));
      return settled(next(withDues(exchange, dues)), dues);
    });
  };

/**
 * What is counted when it comes, and what may be used up already. Asking how a task gets on, and coming back with what a server
 * asked for, belong to the call they began with.
 */
const countedBefore = ({ decision, spec, continued }: Decided): readonly DecisionLimit[] => {
  const { limits } = decision.obligations;
  if (spec.decidedAs !== 'task' && continued === null) return limits;
  return limits.filter(({ limit }) => limit.of !== 'requests');
};

/** The account is settled however the call ends. */
const settled = (ending: Promise<Outcome>, dues: Dues | null): Promise<Outcome> =>
  dues === null ? ending : ending.finally(() => dues.settle());

/** Denied after all, and recorded as that: what the rules decided stands beside it. */
const refuse = (exchange: Decided, refusal: AppError): Obliged => {
  const decision: Decision = { ...exchange.decision, ...deniedFor(refusal), redactions: [] };
  return learn(exchange, { refusal, dues: null, decision });
};

/** How such a refusal reads in a record. */
export const deniedFor = ({ code }: AppError): Pick<Decision, 'effect' | 'reasons'> => ({
  effect: 'deny',
  reasons: [code === 'policy.limit_exceeded' ? 'limit-exceeded' : 'step-up-required'],
});

/** Says when to try again and not which limit it was. */
export const limitExceeded = ({ retryAfterSeconds }: UsedUp): AppError =>
  new AppError('policy.limit_exceeded', {
    detail: `A limit for calls like this is used up; it begins anew in ${duration(retryAfterSeconds)}.`,
    params: { retryAfterSeconds },
    retryAfterSeconds,
  });

const duration = (seconds: number): string => {
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
};
