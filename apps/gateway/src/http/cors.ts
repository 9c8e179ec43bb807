import type { HeaderList } from '../pipeline/transport.js';

const NO_HEADERS: HeaderList = [];

/**
 * Headers that let a browser page of an allowed origin read an answer; none for everybody else. Credentials are never
 * invited: a token is put into the request by the page, not by the browser.
 */
export const corsHeaders = (origin: string | null, origins: ReadonlySet<string>): HeaderList =>
  origin !== null && origins.has(origin)
    ? [
        'Access-Control-Allow-Origin',
        origin,
        'Access-Control-Expose-Headers',
        'Mcp-Session-Id, WWW-Authenticate, Retry-After',
        'Vary',
        'Origin',
      ]
    : NO_HEADERS;

/** What a preflight of an allowed origin may go on to send. */
export const PREFLIGHT_HEADERS: HeaderList = [
  'Access-Control-Allow-Methods',
  'POST, GET, DELETE',
  'Access-Control-Allow-Headers',
  'Authorization, Content-Type, Accept, Mcp-Session-Id, Mcp-Protocol-Version, Mcp-Method, Mcp-Name, Last-Event-ID, Traceparent',
  'Access-Control-Max-Age',
  '600',
];
