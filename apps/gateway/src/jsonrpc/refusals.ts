import type { AppError, ErrorCode } from '@sallyport/contracts';
import type { Evidence, RecordedDecision } from '../evidence/evidence.js';
import type { HeaderList, Reply } from '../pipeline/transport.js';
import { type ErrorAnswer, toErrorAnswer } from './to-error.js';

export interface RefusalContext {
  readonly evidence: Evidence;
  readonly outcome: Pick<RecordedDecision, 'reasons'>;
  readonly orgSlug: string;
}

/** Error codes of RFC 6750 by our own. A missing token gets the bare challenge, as the RFC wants. */
const CHALLENGES: Partial<Readonly<Record<ErrorCode, string>>> = {
  'auth.token_missing': 'Bearer realm="sallyport"',
  'auth.token_invalid': 'Bearer realm="sallyport", error="invalid_token", error_description="The token is not valid"',
  'auth.token_expired': 'Bearer realm="sallyport", error="invalid_token", error_description="The token has expired"',
};

/** Answers refused messages. */
export class Refusals {
  private readonly consoleUrl: string | null;

  /** @param consoleUrl  base URL of the console, without a trailing slash; null where there is none */
  constructor(consoleUrl: string | null) {
    this.consoleUrl = consoleUrl;
  }

  /** The JSON-RPC error a caller gets for this refusal, and the status it travels with. */
  toAnswer(error: AppError, { evidence, outcome, orgSlug }: RefusalContext): ErrorAnswer {
    return toErrorAnswer(error, {
      idJson: evidence.idJson,
      era: evidence.era,
      reasons: outcome.reasons,
      // A stranger must not learn from it whether the organisation exists, which is what makes it recorded.
      decisionId: evidence.recorded && evidence.principal !== null ? evidence.callId : null,
      requestId: evidence.callId,
      link: this.consoleUrl === null ? null : `${this.consoleUrl}/${orgSlug}/calls/${evidence.callId}`,
    });
  }

  /** Sends it, unless the answer has begun or nobody waits for one. */
  send(reply: Reply, error: AppError, context: RefusalContext): void {
    if (!reply.wanted) return;
    const { status, body } = this.toAnswer(error, context);
    reply.json(status, body, headersOf(error));
  }
}

const headersOf = (error: AppError): HeaderList => {
  const headers: string[] = [];
  const challenge = CHALLENGES[error.code];
  if (challenge !== undefined) headers.push('WWW-Authenticate', challenge);
  if (error.retryAfterSeconds !== undefined) headers.push('Retry-After', String(error.retryAfterSeconds));
  if (error.code === 'request.method_not_allowed') headers.push('Allow', 'POST, GET, DELETE');
  return headers;
};
