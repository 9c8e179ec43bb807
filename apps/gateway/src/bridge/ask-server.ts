import { AppError } from '@sallyport/contracts';
import { readEnvelope } from '@sallyport/mcp';
import type { Upstream, UpstreamCall } from '../upstream/upstream.js';

export interface OwnAnswer {
  readonly raw: Buffer;
  readonly sessionId: string | null;
}

/**
 * Sends a message of the bridge's own and waits for its one answer; what a server says beside it is not listened to.
 * @returns null for what gets no answer, once the server has taken it
 * @throws AppError as {@link UpstreamSink.onError} says
 */
export const askServer = (upstream: Upstream, call: UpstreamCall): Promise<OwnAnswer | null> =>
  new Promise((resolve, reject) => {
    let sessionId: string | null = null;
    let raw: Buffer | null = null;
    upstream.send(call, {
      onHead: (head) => {
        sessionId = head.sessionId;
      },
      onMessage: (message) => {
        if (raw === null && readEnvelope(message)?.method === null) raw = message;
        return true;
      },
      onEnd: () => {
        if (raw === null && call.kind === 'request') reject(new AppError('upstream.invalid'));
        else resolve(raw === null ? null : { raw, sessionId });
      },
      onError: reject,
    });
  });
