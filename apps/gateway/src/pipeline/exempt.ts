import { type Decision, NO_OBLIGATIONS } from '@sallyport/policy';

/** What the protocol's own rules allow, such as beginning a session: nobody wrote a rule for it, so no rule is named. */
export const EXEMPT: Decision = Object.freeze({
  effect: 'allow',
  reasons: ['method-exempt'],
  rules: [],
  observed: [],
  message: null,
  redactions: [],
  approval: null,
  unknown: false,
  obligations: NO_OBLIGATIONS,
  exceptions: [],
} satisfies Decision);
