import { AppError } from '@sallyport/contracts';
import type { Upstream, UpstreamCall } from '../upstream/upstream.js';
import { readServerMessage } from './rpc.js';

export interface OwnAnswer {
  readonly raw: Buffer;
  readonly sessionId: string | null;
}

/**
 * Sends a message of the bridge's own and waits for its one answer.
 * @param onAside  what the server says beside it, unread
 * @returns null for what gets no answer, once the server has taken it; an answer that is no JSON is none
 * @throws AppError as {@link UpstreamSink.onError} says
 */
export const askServer = (
  upstream: Upstream,
  call: UpstreamCall,
  onAside: (raw: Buffer) => void = () => undefined,
): Promise<OwnAnswer | null> =>
  new Promise((resolve, reject) => {
    let sessionId: string | null = null;
    let raw: Buffer | null = null;
    upstream.send(call, {
      onHead: (head) => {
        sessionId = head.sessionId;
      },
      onMessage: (message) => {
        const read = readServerMessage(message);
        if (read?.method === null) raw ??= message;
        else onAside(message);
        return true;
      },
      onEnd: () => {
        if (raw === null && call.kind === 'request') reject(new AppError('upstream.invalid'));
        else resolve(raw === null ? null : { raw, sessionId });
      },
      onError: reject,
    });
  });
