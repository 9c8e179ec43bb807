import { AppError } from '@sallyport/contracts';
import { ANSWER_LIMITS, classify, type McpMessage, McpMessageError, McpParseError, parseJson } from '@sallyport/mcp';
import { ownRequest } from '../upstream/own-call.js';
import type { Peer, Upstream } from '../upstream/upstream.js';

export interface Question {
  /** A modern client without capabilities, whom no server asks anything back. */
  readonly peer: Peer;
  readonly id: number;
  readonly method: string;
  readonly params: object;
  readonly timeoutMs: number;
}

/**
 * Asks a server something on the gateway's own behalf, and gives the result. What the server says beside it is not looked at.
 * @throws AppError `upstream.*`; `upstream.invalid` also for a JSON-RPC error
 */
export const ask = (upstream: Upstream, question: Question): Promise<Readonly<Record<string, unknown>>> =>
  new Promise((resolve, reject) => {
    let answered = false;
    upstream.send(ownRequest({ ...question, session: null }), {
      onHead: () => undefined,
      onMessage: (raw) => {
        const message = read(raw);
        if (message?.kind === 'response' && message.id === question.id) {
          answered = true;
          resolve(message.result as Readonly<Record<string, unknown>>);
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

const read = (raw: Buffer): McpMessage | null => {
  try {
    return classify(parseJson(raw, ANSWER_LIMITS));
  } catch (thrown) {
    if (thrown instanceof McpParseError || thrown instanceof McpMessageError) return null;
    throw thrown;
  }
};
