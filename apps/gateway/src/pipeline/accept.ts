import { AppError } from '@sallyport/contracts';
import { MEDIA_TYPES } from '@sallyport/mcp';
import type { Incoming, Stage } from './exchange.js';

export interface AcceptOptions {
  /** Values of `Host` that mean us, lower case. A page that rebinds its own name to our address sends another one. */
  readonly hosts: ReadonlySet<string>;
  /** Origins of browsers that may call. Native clients send none. */
  readonly origins: ReadonlySet<string>;
}

/**
 * Refuses by the head alone what no client of ours sends: a foreign `Origin` or `Host`, a header twice that decides
 * something, media types the transport does not have. Costs nothing worth protecting, so it comes before authentication.
 * @see MCP specification 2025-11-25, "Transports: Streamable HTTP"
 */
export const accept =
  ({ hosts, origins }: AcceptOptions): Stage<Incoming, Incoming> =>
  (next) =>
  (exchange) => {
    const { head, evidence } = exchange;
    if (head.origin !== null && !origins.has(head.origin)) throw new AppError('request.origin_forbidden');
    if (head.host === null || !isOneOf(hosts, head.host)) throw new AppError('request.origin_forbidden');
    if (head.repeated === 'authorization') throw new AppError('auth.token_invalid');
    if (head.repeated !== null) {
      throw new AppError('request.invalid', { detail: `The header ${head.repeated} may be sent once only.` });
    }
    evidence.traceId = traceIdOf(head.traceparent);
    if (head.method === 'POST') assertPostHead(head);
    if (head.method === 'GET' && !accepts(head.accept, MEDIA_TYPES.sse)) throw new AppError('request.not_acceptable');
    return next(exchange);
  };

/** Hosts are case-insensitive; nearly every client sends them as they are listed. */
const isOneOf = (hosts: ReadonlySet<string>, host: string): boolean => hosts.has(host) || hosts.has(host.toLowerCase());

/** What the SDKs send, in one comparison. */
const USUAL_ACCEPT = `${MEDIA_TYPES.json}, ${MEDIA_TYPES.sse}`;

const assertPostHead = (head: Incoming['head']): void => {
  if (head.contentType !== MEDIA_TYPES.json && mediaType(head.contentType) !== MEDIA_TYPES.json) {
    throw new AppError('request.unsupported_media', { detail: 'Send the message as application/json.' });
  }
  if (head.contentEncoding !== null && head.contentEncoding.toLowerCase() !== 'identity') {
    throw new AppError('request.unsupported_media', { detail: 'Send the message without content encoding.' });
  }
  if (
    head.channel === null &&
    head.accept !== USUAL_ACCEPT &&
    !(accepts(head.accept, MEDIA_TYPES.json) && accepts(head.accept, MEDIA_TYPES.sse))
  ) {
    throw new AppError('request.not_acceptable', {
      detail: 'Accept both application/json and text/event-stream.',
    });
  }
};

const mediaType = (value: string | null): string => (value?.split(';', 1)[0] ?? '').trim().toLowerCase();

/** Whether a list of media ranges holds this type, with any parameters. An absent header promises nothing, so it is no. */
const accepts = (header: string | null, type: string): boolean => {
  if (header === null) return false;
  const lower = header.toLowerCase();
  if (lower.includes(type)) return true;
  return lower.includes('*/*') || lower.includes(`${type.slice(0, type.indexOf('/'))}/*`);
};

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Trace id of a W3C `traceparent`; null when absent or malformed. */
const traceIdOf = (traceparent: string | null): string | null =>
  traceparent === null ? null : (TRACEPARENT.exec(traceparent)?.[1] ?? null);
