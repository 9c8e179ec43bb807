import type { AppError } from '@sallyport/contracts';
import {
  ANSWER_LIMITS,
  classify,
  isModernError,
  McpMessageError,
  McpParseError,
  parseJson,
  type RpcError,
} from '@sallyport/mcp';
import { refuse, replyWith } from './local-answer.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

type Head = Parameters<UpstreamSink['onHead']>[0];

/** How a short exchange ended: a head with its messages, or an error. */
export type Outcome =
  | { readonly kind: 'answered'; readonly head: Head; readonly messages: readonly Buffer[] }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Statuses a server of the other era, or of the older transport, answers with. */
const OTHER_ERA_STATUSES: readonly number[] = [400, 404, 405];
const METHOD_NOT_FOUND = -32601;

/** The JSON-RPC error an exchange was answered with; null when it was a result or no answer. */
export const errorOf = (outcome: Outcome): RpcError | null => {
  const last = outcome.kind === 'answered' ? outcome.messages.at(-1) : undefined;
  if (last === undefined) return null;
  try {
    const message = classify(parseJson(last, ANSWER_LIMITS));
    return message.kind === 'error' ? message.error : null;
  } catch (thrown) {
    if (thrown instanceof McpParseError || thrown instanceof McpMessageError) return null;
    throw thrown;
  }
};

/** Whether only a modern server answers like this. */
export const isModernAnswer = (outcome: Outcome): boolean => {
  const error = errorOf(outcome);
  return error !== null && isModernError(error);
};

/**
 * Whether this is how a server refuses who speaks another revision or transport. A server that is down, slow, or will not have
 * the gateway refuses nothing of the kind.
 */
export const isRefusal = (outcome: Outcome): boolean => {
  if (outcome.kind === 'failed') {
    const { code, params } = outcome.error;
    if (code !== 'upstream.invalid') return false;
    return params.handshakeRefused === true || OTHER_ERA_STATUSES.includes(Number(params.upstreamStatus));
  }
  const error = errorOf(outcome);
  if (error === null) return false;
  return isModernError(error) || error.code === METHOD_NOT_FOUND || OTHER_ERA_STATUSES.includes(outcome.head.status);
};

/** Tells a sink what was heard before. */
export const tell = (sink: UpstreamSink, outcome: Outcome): UpstreamExchange =>
  outcome.kind === 'failed' ? refuse(sink, outcome.error) : replyWith(sink, outcome.head, outcome.messages);
