import { AppError } from '@sallyport/contracts';
import {
  HEADERS,
  hasVersionHeader,
  isModernVersion,
  isSupportedVersion,
  LATEST_VERSION,
  MEDIA_TYPES,
  mirroredHeaders,
  mirroredParams,
  paramHeaders,
} from '@sallyport/mcp';
import type { UpstreamCall, UpstreamSession } from './upstream.js';

export interface HeadFields {
  readonly session: UpstreamSession | null;
  readonly traceparent?: string | null;
  readonly lastEventId?: string | undefined;
}

/** Characters a header value may have; what a tool repeats in one may be as long as whole heads usually are. */
const VISIBLE = /^[\t\x20-\x7e]{1,8192}$/;
const PRODUCT = 'Sallyport';

/**
 * Writes request heads for one endpoint. They hold what the transport needs and nothing the client sent: its credential,
 * cookies and other headers have no way in.
 */
export class HttpRequestHeads {
  private readonly endings: string;
  /** Of a POST, all before its length. */
  private readonly posts: string;
  private readonly target: string;

  constructor(url: URL) {
    this.target = `${url.pathname}${url.search}`;
    this.endings = `Host: ${url.host}\r\nUser-Agent: ${PRODUCT}\r\n`;
    this.posts =
      `POST ${this.target} HTTP/1.1\r\n${this.endings}Content-Type: ${MEDIA_TYPES.json}\r\n` +
      `Accept: ${MEDIA_TYPES.json}, ${MEDIA_TYPES.sse}\r\nContent-Length: `;
  }

  /** @param more  header lines */
  post(bodyBytes: number, fields: HeadFields, more = ''): string {
    return `${this.posts}${bodyBytes}\r\n${lines(fields)}${more}\r\n`;
  }

  /**
   * A message of a modern revision, with what it says of itself and what the tool wants repeated.
   * @throws AppError `request.invalid` when something of it cannot stand in a header, `upstream.invalid` when the tool's
   *   definition breaks the rules for headers: such a tool must not be called over HTTP, whoever asks
   */
  modernPost({ body, method, params, peer, inputSchema, traceparent }: UpstreamCall): string {
    const version = isModernVersion(peer.protocolVersion) ? peer.protocolVersion : LATEST_VERSION;
    const headers = mirroredHeaders(version, method ?? '', params);
    const mirrored = mirroredParams(inputSchema);
    if (!mirrored.ok)
      throw new AppError('upstream.invalid', { detail: `The tool cannot be called: ${mirrored.problem}` });
    const args = (params as { arguments?: unknown } | undefined)?.arguments;
    if (mirrored.params.length > 0) headers.push(...paramHeaders(mirrored.params, args));
    let text = '';
    for (let at = 0; at < headers.length; at += 2) text += line(headers[at] ?? '', headers[at + 1] ?? '');
    return this.post(body.length, { session: null, traceparent }, text);
  }

  get(fields: HeadFields): string {
    return `GET ${this.target} HTTP/1.1\r\n${this.endings}Accept: ${MEDIA_TYPES.sse}\r\n${lines(fields)}\r\n`;
  }

  delete(fields: HeadFields): string {
    return `DELETE ${this.target} HTTP/1.1\r\n${this.endings}${lines(fields)}\r\n`;
  }
}

/** Lines of sessions: the same for all requests of one, so they are checked and written once. */
const sessionTexts = new WeakMap<UpstreamSession, string>();

const sessionLines = (session: UpstreamSession): string => {
  const known = sessionTexts.get(session);
  if (known !== undefined) return known;
  const id = session.id === null ? '' : line(HEADERS.sessionId, session.id);
  const { protocolVersion } = session;
  const named = !isSupportedVersion(protocolVersion) || hasVersionHeader(protocolVersion);
  const text = (named ? line(HEADERS.protocolVersion, protocolVersion) : '') + id;
  sessionTexts.set(session, text);
  return text;
};

const lines = ({ session, traceparent, lastEventId }: HeadFields): string => {
  let text = session === null ? '' : sessionLines(session);
  if (lastEventId !== undefined) text += line(HEADERS.lastEventId, lastEventId);
  if (traceparent !== undefined && traceparent !== null) text += line('traceparent', traceparent);
  return text;
};

/** @throws AppError `request.invalid` for a value that could start a header of its own */
const line = (name: string, value: string): string => {
  if (!VISIBLE.test(value))
    throw new AppError('request.invalid', { detail: `The value for ${name} cannot be sent on` });
  return `${name}: ${value}\r\n`;
};
