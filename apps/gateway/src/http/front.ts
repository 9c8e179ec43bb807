import { AppError } from '@sallyport/contracts';
import type { IdFactory } from '@sallyport/service-kit';
import { ALL_SERVERS } from '../aggregate/place-aggregate.js';
import type { Enter } from '../downstream/entrance.js';
import { toErrorAnswer } from '../jsonrpc/to-error.js';
import type { Metrics } from '../metrics.js';
import type { ServedRequest, WholeAnswer } from './connection.js';
import { corsHeaders, PREFLIGHT_HEADERS } from './cors.js';
import { HttpServer } from './http-server.js';
import type { KeepAlive } from './keep-alive.js';
import type { Operations } from './operations.js';
import { HttpReply } from './reply.js';
import { readRequestHead } from './request-head.js';

/** One server of an organisation, or all of them; `sse` is where clients of the oldest transport look for it. */
const ENDPOINT = /^\/o\/([a-z0-9-]{1,48})(?:\/s\/([a-z0-9-]{1,48}))?\/(?:mcp|sse)$/;

const HOME = '/mcp';

/** Which server of which organisation a request is for. */
export interface Address {
  readonly orgSlug: string;
  readonly serverSlug: string;
}

export interface FrontOptions {
  readonly enter: Enter;
  readonly operations: Operations;
  readonly keepAlive: KeepAlive;
  readonly origins: ReadonlySet<string>;
  readonly newId: IdFactory;
  readonly metrics: Pick<Metrics, 'httpRefusals'>;
  /** What `/mcp` means; null where it means nothing. */
  readonly home: Address | null;
}

/** The HTTP server, and the way to the pipeline and the operator's pages. */
export const createFront = (options: FrontOptions): HttpServer =>
  new HttpServer({
    onRequest: (request) => route(options, request),
    onRefused: (why) => options.metrics.httpRefusals.add(why),
  });

const route = (options: FrontOptions, request: ServedRequest): void => {
  const { method, target } = request.head;
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  const address = path === HOME ? options.home : addressOf(path);
  if (address === null) request.connection.answer(options.operations(method, path) ?? notFound(options));
  else receive(options, request, address);
};

const addressOf = (path: string): Address | null => {
  const endpoint = ENDPOINT.exec(path);
  if (endpoint === null) return null;
  const [, orgSlug = '', serverSlug = ALL_SERVERS] = endpoint;
  return { orgSlug, serverSlug };
};

const receive = (options: FrontOptions, { head, body, connection }: ServedRequest, address: Address): void => {
  const { enter, keepAlive, origins } = options;
  const requestHead = readRequestHead(head.method, head.target, head.rawHeaders);
  const { origin } = requestHead;
  const reply = new HttpReply(connection, keepAlive, corsHeaders(origin, origins));
  if (head.method === 'OPTIONS' && origin !== null && origins.has(origin)) {
    reply.empty(204, PREFLIGHT_HEADERS);
    return;
  }
  const readBody = (bytesMax: number): Buffer | Promise<Buffer> => body.read(bytesMax);
  void enter({ head: requestHead, readBody, reply, ...address }).then((outcome) => {
    if (outcome === null) connection.destroy();
  });
};

const notFound = ({ newId }: FrontOptions): WholeAnswer => {
  const { status, body } = toErrorAnswer(new AppError('route.not_found'), {
    idJson: null,
    era: 'legacy',
    reasons: [],
    decisionId: null,
    requestId: newId('call'),
    link: null,
  });
  return { status, kind: 'json', body };
};
