import { envelopeId, envelopeMethod, locate, readEnvelope, splice } from '@sallyport/mcp';
import type { EventStream, HeaderList, Reply } from '../pipeline/transport.js';
import { aggregateId } from './names.js';

/**
 * A message of one server as the client of all of them gets it: a question's id says which server asked, everything else is
 * as it came.
 */
export const towardsClient = (slug: string, message: Buffer): Buffer => {
  const envelope = readEnvelope(message);
  if (envelope === null || envelopeMethod(message, envelope) === null) return message;
  const id = envelopeId(message, envelope);
  const span = id === null ? null : locate(message, '/id');
  if (id === null || span === null) return message;
  return splice(message, [{ ...span, replacement: Buffer.from(JSON.stringify(aggregateId(slug, id))) }]);
};

const ended = (): EventStream => ({
  wanted: false,
  flush: () => undefined,
  send: () => true,
  cursor: () => undefined,
  announce: () => undefined,
  drain: () => undefined,
  end: () => undefined,
});

/** Takes the one answer of one server for us. What the server says beside it is nobody's. */
export class CollectedReply implements Reply {
  readonly answer: Promise<Buffer | null>;
  sessionId: string | null = null;
  private settle: (answer: Buffer | null) => void = () => undefined;
  private onLeave: (() => void) | null = null;
  private open = true;

  constructor() {
    this.answer = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  get wanted(): boolean {
    return this.open;
  }

  onGone(listener: () => void): void {
    if (this.open) this.onLeave = listener;
    else queueMicrotask(listener);
  }

  /** Waits no longer. */
  leave(): void {
    if (!this.open) return;
    this.finish(null);
    this.onLeave?.();
  }

  json(_status: number, body: Buffer, headers: HeaderList = []): void {
    this.keepSession(headers);
    this.finish(body);
  }

  empty(): void {
    this.finish(null);
  }

  stream(headers: HeaderList = []): EventStream {
    this.keepSession(headers);
    return {
      ...ended(),
      wanted: true,
      send: (message) => {
        const envelope = readEnvelope(message);
        if (envelope !== null && envelopeMethod(message, envelope) === null) this.finish(message);
        return true;
      },
      end: () => this.finish(null),
    };
  }

  private keepSession(headers: HeaderList): void {
    const at = headers.indexOf('Mcp-Session-Id');
    if (at >= 0) this.sessionId = headers[at + 1] ?? null;
  }

  private finish(answer: Buffer | null): void {
    this.open = false;
    this.settle(answer);
  }
}

const SESSION_GONE = '"mcp.session_not_found"';

/**
 * Gives one server's answer to the client, and what it says on the way. An answer that says our session with the server is
 * gone is kept from the client, once: it has a session with all of them, and we begin another with this one.
 */
export class PassedReply implements Reply {
  sessionGone = false;
  private readonly reply: Reply;
  private readonly slug: string;
  private readonly last: boolean;

  /** @param last  nothing is tried after this */
  constructor(reply: Reply, slug: string, last: boolean) {
    this.reply = reply;
    this.slug = slug;
    this.last = last;
  }

  get wanted(): boolean {
    return this.reply.wanted;
  }

  onGone(listener: () => void): void {
    this.reply.onGone(listener);
  }

  json(status: number, body: Buffer): void {
    if (status === 404 && !this.last && body.includes(SESSION_GONE)) this.sessionGone = true;
    else this.reply.json(status, body);
  }

  empty(status: number): void {
    this.reply.empty(status);
  }

  stream(): EventStream {
    const stream = this.reply.stream();
    const { slug } = this;
    return {
      get wanted() {
        return stream.wanted;
      },
      flush: () => stream.flush(),
      // Event ids are one server's; a stream of several cannot be resumed by them.
      send: (message) => stream.send(towardsClient(slug, message)),
      cursor: () => undefined,
      announce: () => undefined,
      drain: (listener) => stream.drain(listener),
      end: () => stream.end(),
    };
  }
}

/** One server's share of a stream that carries several. */
export class SharedReply implements Reply {
  private readonly output: EventStream;
  private readonly take: (message: Buffer) => Buffer | null;
  private readonly drains: Set<() => void>;
  private onLeave: (() => void) | null = null;
  private open = true;

  /**
   * @param take    what becomes of a message; null when it goes no further
   * @param drains  what to call when the client has caught up
   */
  constructor(output: EventStream, take: (message: Buffer) => Buffer | null, drains: Set<() => void>) {
    this.output = output;
    this.take = take;
    this.drains = drains;
  }

  get wanted(): boolean {
    return this.open && this.output.wanted;
  }

  onGone(listener: () => void): void {
    if (this.open) this.onLeave = listener;
    else queueMicrotask(listener);
  }

  leave(): void {
    if (!this.open) return;
    this.open = false;
    this.onLeave?.();
  }

  json(_status: number, body: Buffer): void {
    this.take(body);
  }

  empty(): void {
    this.open = false;
  }

  stream(): EventStream {
    const isWanted = (): boolean => this.wanted;
    let resume: (() => void) | null = null;
    return {
      get wanted() {
        return isWanted();
      },
      flush: () => undefined,
      send: (message) => {
        const shown = isWanted() ? this.take(message) : null;
        return shown === null || this.output.send(shown);
      },
      cursor: () => undefined,
      announce: () => undefined,
      drain: (listener) => {
        resume = listener;
        this.drains.add(listener);
      },
      end: () => {
        if (resume !== null) this.drains.delete(resume);
      },
    };
  }
}
