import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError, kib, seconds } from '@sallyport/contracts';
import type { IdFactory } from '@sallyport/service-kit';
import type { Enter } from '../downstream/entrance.js';
import { toErrorAnswer } from '../jsonrpc/to-error.js';
import { corsHeaders, PREFLIGHT_HEADERS } from './cors.js';
import type { KeepAlive } from './keep-alive.js';
import type { Operations } from './operations.js';
import { readBody } from './read-body.js';
import { HttpReply } from './reply.js';
import { LeanRequest, readRequestHead } from './request-head.js';

/** A client that dribbles its head is cut after this, one that dribbles its body after the other. */
const HEADERS_TIMEOUT_MS = seconds(10);
const REQUEST_TIMEOUT_MS = seconds(30);
const TIMEOUT_CHECK_MS = seconds(2);
const HEAD_BYTES_MAX = kib(16);
/** Longer than the idle time of common balancers, so that they close first and no request meets a closing socket. */
const KEEP_ALIVE_MS = seconds(65);

const ENDPOINT = /^\/o\/([a-z0-9-]{1,48})\/s\/([a-z0-9-]{1,48})\/mcp$/;

export interface FrontOptions {
  readonly enter: Enter;
  readonly operations: Operations;
  readonly keepAlive: KeepAlive;
  readonly origins: ReadonlySet<string>;
  readonly newId: IdFactory;
}

/** The HTTP server: strict parsing by node:http, time and size limits, and the way to the pipeline. */
export const createFront = (options: FrontOptions): Server => {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEAD_BYTES_MAX,
      noDelay: true,
      insecureHTTPParser: false,
      IncomingMessage: LeanRequest,
    },
    (req, res) => route(options, req, res),
  );
  // An upgrade would leave the pipeline; there is nothing to upgrade to.
  server.on('upgrade', (_req, socket) => socket.destroy());
  return server;
};

const route = (options: FrontOptions, req: IncomingMessage, res: ServerResponse): void => {
  const url = req.url ?? '/';
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  const endpoint = ENDPOINT.exec(path);
  if (endpoint === null) {
    if (!options.operations(req.method ?? '', path, res)) notFound(options, res);
    return;
  }
  const [, orgSlug = '', serverSlug = ''] = endpoint;
  receive(options, { req, res, orgSlug, serverSlug });
};

interface Entry {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly orgSlug: string;
  readonly serverSlug: string;
}

const receive = (options: FrontOptions, { req, res, orgSlug, serverSlug }: Entry): void => {
  const { enter, keepAlive, origins } = options;
  const head = readRequestHead(req.method ?? '', req.url ?? '/', req.rawHeaders);
  const reply = new HttpReply(res, keepAlive, corsHeaders(head.origin, origins));
  if (head.method === 'OPTIONS' && head.origin !== null && origins.has(head.origin)) {
    reply.empty(204, PREFLIGHT_HEADERS);
    return;
  }
  const arrival = { head, readBody: (bytesMax: number) => readBody(req, head.contentLength, bytesMax), reply };
  void enter({ ...arrival, orgSlug, serverSlug }).then((outcome) => {
    if (outcome === null) res.destroy();
  });
};

const notFound = ({ newId }: FrontOptions, res: ServerResponse): void => {
  const { status, body } = toErrorAnswer(new AppError('route.not_found'), {
    idJson: null,
    era: 'legacy',
    reasons: [],
    decisionId: null,
    requestId: newId('call'),
    link: null,
  });
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  res.end(body);
};
