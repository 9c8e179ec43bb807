import { type AppError, type ErrorCode, type Reason } from '@sallyport/contracts';

/** What the answer to a refused message says besides the error itself. */
export interface ErrorContext {
  /** The JSON-RPC id as JSON text; null when there was none or it could not be read. */
  readonly idJson: string | null;
  readonly era: 'modern' | 'legacy';
  readonly reasons: readonly Reason[];
  /** Id of the recorded call; null when nothing of it was recorded. */
  readonly decisionId: string | null;
  readonly requestId: string;
  /** Page about this decision; shown for outcomes a person can do something about. */
  readonly link: string | null;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * Errors of the transport itself: the HTTP status speaks, and generic HTTP machinery (a client's re-login, its new session,
 * a balancer's retry) depends on it. Every other error answers one request and travels with status 200, because SDK clients
 * turn any other status into a transport failure and would hide code and data from the caller. See ADR 0009.
 */
const TRANSPORT_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'request.unparseable',
  'request.not_jsonrpc',
  'request.too_large',
  'request.unsupported_media',
  'request.not_acceptable',
  'request.method_not_allowed',
  'request.origin_forbidden',
  'route.not_found',
  'auth.token_missing',
  'auth.token_invalid',
  'auth.token_expired',
  'server.not_found',
  'mcp.session_required',
  'mcp.session_not_found',
  'mcp.version_unsupported',
  'quota.exceeded',
  'gateway.not_ready',
  'gateway.spool_unavailable',
  'service.unavailable',
]);

/** What a modern client is told by the status too, as its revision wants. */
const MODERN_TRANSPORT_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'mcp.capability_missing',
  'mcp.header_mismatch',
  'mcp.meta_invalid',
  'mcp.method_unknown',
  'mcp.request_state_unknown',
]);

/** Answers that must not differ between what is hidden and what is missing: no ids, no link, no reasons. */
const UNIFORM: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'route.not_found',
  'server.not_found',
  'mcp.session_not_found',
]);

/** Outcomes a person may look up or ask about. */
const LINKED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'policy.denied',
  'policy.approval_required',
  'policy.step_up_required',
  'policy.limit_exceeded',
]);

/** Of those the ones that access can be asked for: the page opens with the question. */
const REQUESTABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['policy.denied', 'policy.approval_required']);

/** Reasons as strangers see them: a model learns that policy said no, never which part of it. */
const PUBLIC_REASONS: Partial<Readonly<Record<Reason, string>>> = {
  'rule-matched': 'policy-denied',
  'default-denied': 'policy-denied',
  'rule-error': 'policy-denied',
  'definition-blocked': 'policy-denied',
  'definition-drifted': 'policy-denied',
  'inspection-failed': 'policy-denied',
  'session-foreign': 'session-unknown',
};

/**
 * The only producer of JSON-RPC errors. The message is one public sentence, with a link where a person can act on it; `data`
 * is `{ code, reasons, decisionId, requestId, link? }`. Causes, rule names and stack traces never leave.
 * @see docs/decisions/0009-jsonrpc-errors-and-http-status.md
 */
export const toErrorAnswer = (error: AppError, ctx: ErrorContext): ErrorAnswer => {
  const uniform = UNIFORM.has(error.code);
  const transport =
    TRANSPORT_ERRORS.has(error.code) || (ctx.era === 'modern' && MODERN_TRANSPORT_ERRORS.has(error.code));
  const sentence = error.code === 'internal' ? error.entry.title : error.detail;
  const link = linkOf(error, ctx);
  const message = link === null ? sentence : `${withFullStop(sentence)} ${link}`;
  const data = uniform
    ? { code: error.code }
    : {
        code: error.code,
        reasons: [...new Set(ctx.reasons.map((reason) => PUBLIC_REASONS[reason] ?? reason))],
        decisionId: ctx.decisionId,
        requestId: ctx.requestId,
        ...(LINKED.has(error.code) && link !== null ? { link } : {}),
        ...error.params,
      };
  const payload = JSON.stringify({ code: error.entry.rpcCode, message: uniform ? error.entry.title : message, data });
  const id = uniform || ctx.idJson === null ? 'null' : ctx.idJson;
  return {
    status: transport || ctx.idJson === null ? error.entry.status : 200,
    body: Buffer.from(`{"jsonrpc":"2.0","id":${id},"error":${payload}}`),
  };
};

/** Where a person can do something about it: a page the error names itself, or the one of the decision. */
const linkOf = ({ code, params }: AppError, ctx: ErrorContext): string | null => {
  if (typeof params.url === 'string') return params.url;
  if (ctx.link === null || !LINKED.has(code)) return null;
  return REQUESTABLE.has(code) ? `${ctx.link}?request=access` : ctx.link;
};

const withFullStop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
