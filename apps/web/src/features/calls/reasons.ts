import type { Reason } from '@sallyport/contracts';

/** Each reason as the end of a sentence that begins "because". */
export const REASON_TEXT: Readonly<Record<Reason, string>> = {
  'rule-matched': 'a policy rule says so',
  'method-exempt': 'it is part of how the protocol works, and no rule denies it',
  'default-denied': 'no policy rule allows it',
  'rule-error': 'a rule could not be evaluated, and an error never allows',
  'method-unknown': 'the method is not one Sallyport knows',
  'target-unknown': 'the server does not list this tool, prompt or resource',
  'definition-blocked': 'a person blocked this definition',
  'definition-drifted': 'the definition changed since it was approved',
  'server-disabled': 'the server is disabled',
  'token-missing': 'no token was sent',
  'token-invalid': 'the token is not valid',
  'token-expired': 'the token has expired',
  'session-foreign': 'the session belongs to somebody else',
  'message-malformed': 'the message is not well formed',
  'message-oversized': 'the message is larger than the limit',
  'origin-forbidden': 'the origin is not allowed',
  'inspection-failed': 'the message could not be inspected in full',
  'snapshot-stale': 'the gateway had no fresh policy snapshot',
  'spool-unavailable': 'the evidence could not be written',
  'limit-exceeded': 'a limit of a rule is used up',
  'step-up-required': 'the person has to sign in again first',
};
