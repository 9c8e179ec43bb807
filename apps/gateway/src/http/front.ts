import { AppError } from '@sallyport/contracts';
import type { IdFactory } from '@sallyport/service-kit';
import { ALL_SERVERS } from '../aggregate/place-aggregate.js';
import { toErrorAnswer } from '../jsonrpc/to-error.js';
import type { Metrics } from '../metrics.js';
import type { Enter } from '../pipeline/exchange.js';
import type { ClientAddresses } from './client-address.js';
import type { ServedRequest, WholeAnswer } from './connection.js';
import { corsHeaders, PREFLIGHT_HEADERS } from './cors.js';
import { HttpServer } from './http-server.js';
import type { KeepAlive } from './keep-alive.js';
import type { Operations } from './operations.js';
import { HttpReply } from './reply.js';
import { type RequestHead, readRequestHead } from './request-head.js';

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
  readonly addresses: ClientAddresses;
}

/** The HTTP server, and the way to the pipeline and the operator's pages. */
export const createFront = (options: FrontOptions): HttpServer => {
  const directions = new Directions(options);
  return new HttpServer({
    onRequest: (request) => {
      const direction = directions.of(request);
      if (direction.address === null) request.connection.answer(answerFor(options, direction.head));
      else receive(options, request, direction.head, direction.address);
    },
    onRefused: (why) => options.metrics.httpRefusals.add(why),
  });
};

/** What a request's head says of where it goes. */
class Direction {
  /** @param of  the head as the parser gave it */
  constructor(
    readonly of: ServedRequest['head'],
    readonly head: RequestHead,
    readonly address: Address | null,
  ) {}
}

/** Reads a head once as long as its connection repeats it, which parsers tell by giving the same one again. */
class Directions {
  private readonly options: Pick<FrontOptions, 'home' | 'addresses'>;

  constructor(options: Pick<FrontOptions, 'home' | 'addresses'>) {
    this.options = options;
  }

  of({ head, connection }: ServedRequest): Direction {
    const last = connection.note;
    if (last instanceof Direction && last.of === head) return last;
    const read = readRequestHead(head.method, head.target, head.rawHeaders, (forwarded) =>
      this.options.addresses.of(connection.remoteAddress, forwarded),
    );
    const address = read.path === HOME ? this.options.home : addressOf(read.path);
    const direction = new Direction(head, read, address);
    connection.note = direction;
    return direction;
  }
}

const answerFor = (options: FrontOptions, { method, path }: RequestHead): WholeAnswer =>
  options.operations(method, path) ?? notFound(options);

const addressOf = (path: string): Address | null => {
  const endpoint = ENDPOINT.exec(path);
  if (endpoint === null) return null;
  const [, orgSlug = '', serverSlug = ALL_SERVERS] = endpoint;
  return { orgSlug, serverSlug };
};

const receive = (
  options: FrontOptions,
  { body, connection }: ServedRequest,
  head: RequestHead,
  { orgSlug, serverSlug }: Address,
): void => {
  const { enter, keepAlive, origins } = options;
  const { origin } = head;
  const reply = new HttpReply(connection, keepAlive, corsHeaders(origin, origins));
  if (head.method === 'OPTIONS' && origin !== null && origins.has(origin) && head.repeated === null) {
    reply.empty(204, PREFLIGHT_HEADERS);
    return;
  }
  const readBody = (bytesMax: number): Buffer | Promise<Buffer> => body.read(bytesMax);
  void enter({ head, readBody, reply, orgSlug, serverSlug }).then((outcome) => {
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
