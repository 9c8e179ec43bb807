import { encodeHeaderValue } from '@sallyport/mcp';
import type { RequestHead } from '../http/request-head.js';
import type { Enter, Recognised } from '../pipeline/exchange.js';
import type { Reply } from '../pipeline/transport.js';

/** A message for one of the servers. */
export interface MemberMessage {
  readonly slug: string;
  readonly body: Buffer;
  readonly reply: Reply;
  readonly sessionId: string | null;
  /** Name of what it addresses there, for clients that repeat it in a header. */
  readonly name?: string;
}

const NO_BODY = Buffer.alloc(0);

/**
 * The way from the endpoint of all servers to the endpoint of each: through the whole pipeline, as if the client had gone
 * there itself, so that every server's messages are decided, inspected and recorded under its own name.
 */
export class MemberEntrance {
  private readonly enter: () => Enter;

  /** @param enter  late, because the pipeline that is entered is the one this is part of */
  constructor(enter: () => Enter) {
    this.enter = enter;
  }

  post(exchange: Recognised, { slug, body, reply, sessionId, name }: MemberMessage): Promise<unknown> {
    return this.go(exchange, { slug, body, reply, head: memberHead(exchange, slug, { sessionId, name, body }) });
  }

  /** @param method  GET for what the server says by itself, DELETE to end the session */
  request(exchange: Recognised, method: 'GET' | 'DELETE', message: Omit<MemberMessage, 'body'>): Promise<unknown> {
    const { slug, reply, sessionId } = message;
    const head = memberHead(exchange, slug, { sessionId, name: undefined, body: NO_BODY });
    return this.go(exchange, { slug, reply, body: NO_BODY, head: { ...head, method, accept: 'text/event-stream' } });
  }

  private go(
    { orgSlug }: Recognised,
    { slug, body, reply, head }: Pick<MemberMessage, 'slug' | 'body' | 'reply'> & { readonly head: RequestHead },
  ): Promise<unknown> {
    return this.enter()({ head, readBody: () => Promise.resolve(body), reply, orgSlug, serverSlug: slug });
  }
}

const memberHead = (
  { head, orgSlug, peer }: Recognised,
  slug: string,
  { sessionId, name, body }: Pick<MemberMessage, 'sessionId' | 'body'> & { readonly name: string | undefined },
): RequestHead => ({
  ...head,
  method: 'POST',
  path: `/o/${orgSlug}/s/${slug}/mcp`,
  channel: null,
  sessionId,
  // A server may have answered with another revision than the one the client has with all of them.
  protocolVersion: peer.era === 'modern' ? peer.protocolVersion : null,
  lastEventId: null,
  contentLength: body.length,
  mirrored:
    head.mirrored === null
      ? null
      : { ...head.mirrored, name: name === undefined ? head.mirrored.name : encodeHeaderValue(name) },
});
