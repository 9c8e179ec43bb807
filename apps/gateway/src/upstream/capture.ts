import { AppError, mib } from '@sallyport/contracts';
import type { Outcome } from './outcome.js';
import type { Upstream, UpstreamCall, UpstreamExchange, UpstreamSink } from './upstream.js';

/** More than this is no answer to `initialize` or `server/discover`. */
const BYTES_MAX = mib(16);
const MESSAGES_MAX = 256;

/** Sends a call whose answer has to be known as a whole before it is told on. `done` is called once, never after `cancel`. */
export const capture = (
  upstream: Pick<Upstream, 'send'>,
  call: UpstreamCall,
  done: (outcome: Outcome) => void,
): UpstreamExchange => {
  const messages: Buffer[] = [];
  let head: Parameters<UpstreamSink['onHead']>[0] = { status: 200, stream: false, sessionId: null };
  let bytes = 0;
  const exchange = upstream.send(call, {
    onHead: (told) => {
      head = told;
    },
    onMessage: (raw) => {
      bytes += raw.length;
      if (bytes > BYTES_MAX || messages.length >= MESSAGES_MAX) {
        exchange.cancel('The answer is too large');
        done({ kind: 'failed', error: new AppError('upstream.too_large') });
        return undefined;
      }
      messages.push(raw);
      return undefined;
    },
    onEnd: () => done({ kind: 'answered', head, messages }),
    onError: (error) => done({ kind: 'failed', error }),
  });
  return exchange;
};
