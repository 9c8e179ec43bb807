import { AppError } from '@sallyport/contracts';
import { ANSWER_LIMITS, classify, type McpMessage, McpMessageError, McpParseError, parseJson } from '@sallyport/mcp';
import { ownAnswer, ownNotification, ownRequest } from '../upstream/own-call.js';
import type { Peer, Upstream, UpstreamSession } from '../upstream/upstream.js';

export interface Asked {
  readonly result: Readonly<Record<string, unknown>>;
  readonly sessionId: string | null;
}

export interface Question {
  readonly peer: Peer;
  readonly id: number;
  readonly method: string;
  readonly params: object;
  readonly session: UpstreamSession | null;
  readonly timeoutMs: number;
}

/**
 * Asks a server something on the gateway's own behalf. Requests the server makes meanwhile are refused, as a client without
 * capabilities would; its notifications are not looked at.
 * @throws AppError `upstream.*`; `upstream.invalid` also for a JSON-RPC error
 */
export const ask = (upstream: Upstream, question: Question): Promise<Asked> =>
  new Promise((resolve, reject) => {
    let sessionId: string | null = null;
    let answered = false;
    upstream.send(ownRequest(question), {
      onHead: (head) => {
        sessionId = head.sessionId;
      },
      onMessage: (raw) => {
        const message = read(raw);
        if (message?.kind === 'request' && question.session !== null) refuse(upstream, question, message.id);
        if (message?.kind === 'response' && message.id === question.id) {
          answered = true;
          resolve({ result: message.result as Readonly<Record<string, unknown>>, sessionId });
        }
        if (message?.kind === 'error') {
          answered = true;
          reject(new AppError('upstream.invalid', { detail: `The MCP server refused ${question.method}.` }));
        }
        return true;
      },
      onEnd: () => {
        if (!answered) reject(new AppError('upstream.invalid', { detail: 'The MCP server ended without an answer.' }));
      },
      onError: reject,
    });
  });

/** Tells a server something that has no answer. Failures are the server's to show at the next question. */
export const tell = (
  upstream: Upstream,
  { peer, session, timeoutMs }: Pick<Question, 'peer' | 'session' | 'timeoutMs'>,
  method: string,
): Promise<void> =>
  new Promise((resolve) => {
    const done = () => resolve();
    upstream.send(ownNotification({ peer, method, params: undefined, session, timeoutMs }), {
      onHead: () => undefined,
      onMessage: () => true,
      onEnd: done,
      onError: done,
    });
  });

const refuse = (upstream: Upstream, { peer, session, timeoutMs }: Question, id: string | number): void => {
  const error = { code: -32601, message: 'Method not found' };
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, error }));
  upstream.send(ownAnswer({ peer, id, body, session, timeoutMs }), {
    onHead: () => undefined,
    onMessage: () => true,
    onEnd: () => undefined,
    onError: () => undefined,
  });
};

const read = (raw: Buffer): McpMessage | null => {
  try {
    return classify(parseJson(raw, ANSWER_LIMITS));
  } catch (thrown) {
    if (thrown instanceof McpParseError || thrown instanceof McpMessageError) return null;
    throw thrown;
  }
};
