import { envelopeId, envelopeMethod, locate, readEnvelope } from '@sallyport/mcp';
import type { RequestHead } from '../http/request-head.js';
import type { Enter } from '../pipeline/exchange.js';
import type { EventStream, HeaderList, Reply } from '../pipeline/transport.js';

/** Where a channel's messages go: an SSE stream, or lines on stdout. */
export type ChannelOutput = Pick<EventStream, 'wanted' | 'send' | 'drain'>;

export interface ChannelOptions {
  readonly enter: Enter;
  readonly orgSlug: string;
  readonly serverSlug: string;
  readonly output: ChannelOutput;
  /** What stands in for the head of each message: who the client is and what its transport tells. */
  readonly head: RequestHead;
}

/**
 * One client whose messages all share a line each way: stdio, and HTTP+SSE of 2024-11-05. Each message enters the pipeline on
 * its own, as if it had come in a request of its own; what is answered goes out on the one line. The session a legacy client
 * begins is kept here for it, and what its server says by itself is asked for as soon as the client is ready to hear it.
 */
export class Channel {
  private readonly options: ChannelOptions;
  private readonly open = new Map<string | number, ChannelReply>();
  private readonly streams = new Set<() => void>();
  private hearing: ChannelReply | null = null;
  private sessionId: string | null = null;
  private closed = false;
  private pending = 0;
  /** Messages of the client's that are not over, those that wait for their session included. */
  private received = 0;
  private whenIdle: (() => void) | null = null;
  private whenAnswered: (() => void) | null = null;
  /** Under way while a session begins: what follows needs to know it. */
  private beginning: Promise<void> | null = null;

  /** Whether few enough of its messages are under way to take this one too. Requests leave room for what ends them: answers. */
  hasRoomFor(body: Buffer): boolean {
    const envelope = readEnvelope(body);
    const asks = envelope !== null && envelope.method !== null && envelope.id !== null;
    return this.received < (asks ? REQUESTS_MAX : MESSAGES_MAX);
  }

  get head(): RequestHead {
    return this.options.head;
  }

  constructor(options: ChannelOptions) {
    this.options = options;
    options.output.drain(() => {
      for (const resume of this.streams) resume();
    });
  }

  /** Takes one message of the client's, with what its transport says of it. Never rejects: whatever is wrong with it is answered on the channel. */
  async receive(body: Buffer, head = this.options.head): Promise<void> {
    if (this.closed) return;
    this.received++;
    await this.take(body, head);
    this.received--;
  }

  private async take(body: Buffer, head: RequestHead): Promise<void> {
    const envelope = readEnvelope(body);
    const method = envelope === null ? null : envelopeMethod(body, envelope);
    const id = envelope === null ? null : envelopeId(body, envelope);
    if (method === 'notifications/cancelled' && this.sessionId === null) {
      this.cancel(body);
      return;
    }
    // Nobody waits for an answer to a notification or to an answer; what is neither nor a request is answered without an id.
    const reply = new ChannelReply(this.port, (method === null) === (id === null));
    if (method !== null && id !== null) this.open.set(id, reply);
    if (method !== null && LASTING.has(method)) reply.lasts = true;
    if (this.beginning !== null) await this.beginning;
    if (this.closed) return;
    // One that was cancelled while it waited for its session goes nowhere.
    if (!reply.left) {
      const done = this.enter('POST', { head, body }, reply);
      if (method === 'initialize') this.begin(done);
      await done;
    }
    if (id !== null && this.open.get(id) === reply) this.open.delete(id);
    if (!this.owes) this.whenAnswered?.();
    if (method === 'notifications/initialized' && this.sessionId !== null) this.hear();
  }

  /** Resolves when no answer is owed any more, or after so long. Streams that last are not waited for. */
  async settled(withinMs: number): Promise<void> {
    if (!this.owes) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.whenAnswered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The client is gone: what it waits for is given up, and its session ends. Resolves when all that is done. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const reply of this.open.values()) reply.leave();
    this.hearing?.leave();
    const empty = { head: this.options.head, body: NO_BODY };
    if (this.sessionId !== null) await this.enter('DELETE', empty, new ChannelReply(this.port, false));
    if (this.pending > 0) {
      await new Promise<void>((resolve) => {
        this.whenIdle = resolve;
      });
    }
  }

  private get owes(): boolean {
    for (const reply of this.open.values()) if (!reply.lasts) return true;
    return false;
  }

  private begin(done: Promise<void>): void {
    const beginning = done.finally(() => {
      if (this.beginning === beginning) this.beginning = null;
    });
    this.beginning = beginning;
  }

  /** What the server says by itself comes without being asked for on a channel; the pipeline is asked for it. */
  private hear(): void {
    if (this.hearing !== null) return;
    this.hearing = new ChannelReply(this.port, false);
    void this.enter('GET', { head: this.options.head, body: NO_BODY }, this.hearing);
  }

  private async enter(method: string, { head, body }: ChannelMessage, reply: Reply): Promise<void> {
    const { enter, orgSlug, serverSlug } = this.options;
    this.pending++;
    const accept = method === 'GET' ? 'text/event-stream' : head.accept;
    await enter({
      head: { ...head, method, accept, sessionId: this.sessionId, contentLength: body.length },
      readBody: () => Promise.resolve(body),
      reply,
      orgSlug,
      serverSlug,
    });
    this.pending--;
    if (this.pending === 0) this.whenIdle?.();
  }

  /** Without a session a client cancels by naming the request, as there is no stream of its own to close. */
  private cancel(body: Buffer): void {
    const span = locate(body, '/params/requestId');
    if (span === null) return;
    const id: unknown = JSON.parse(body.toString('utf8', span.start, span.end));
    if (typeof id === 'string' || typeof id === 'number') this.open.get(id)?.leave();
  }

  private readonly port: ChannelPort = {
    output: () => this.options.output,
    isOpen: () => !this.closed,
    streams: this.streams,
    keepSession: (headers) => {
      const at = headers.indexOf('Mcp-Session-Id');
      if (at >= 0) this.sessionId = headers[at + 1] ?? null;
    },
  };
}

const NO_BODY = Buffer.alloc(0);
/** More than a host and all its tools ask for at once. Whoever posts is answered at once, so nothing else would stop it. */
const REQUESTS_MAX = 256;
const MESSAGES_MAX = 1_024;
/** Requests whose answer ends when the client wants it to. */
const LASTING: ReadonlySet<string> = new Set(['subscriptions/listen']);

interface ChannelMessage {
  readonly head: RequestHead;
  readonly body: Buffer;
}

interface ChannelPort {
  output(): ChannelOutput;
  isOpen(): boolean;
  readonly streams: Set<() => void>;
  keepSession(headers: HeaderList): void;
}

/** The answer to one message of a channel. */
class ChannelReply implements Reply {
  /** It goes on for as long as the client wants it to. */
  lasts = false;
  /** The client does not want it any more. */
  left = false;
  private readonly port: ChannelPort;
  private readonly spoken: boolean;
  private answered = false;
  private onLeave: (() => void) | null = null;

  /** @param spoken  whether an answer of one message is sent at all */
  constructor(port: ChannelPort, spoken: boolean) {
    this.port = port;
    this.spoken = spoken;
  }

  get wanted(): boolean {
    return !this.answered && this.present;
  }

  private get present(): boolean {
    return !this.left && this.port.isOpen() && this.port.output().wanted;
  }

  leave(): void {
    if (this.left) return;
    this.left = true;
    this.onLeave?.();
  }

  onGone(listener: () => void): void {
    if (this.left) queueMicrotask(listener);
    else this.onLeave = listener;
  }

  json(_status: number, body: Buffer, headers: HeaderList = []): void {
    if (!this.wanted) return;
    this.answered = true;
    this.port.keepSession(headers);
    if (this.spoken) this.port.output().send(body);
  }

  empty(): void {
    this.answered = true;
  }

  stream(headers: HeaderList = []): EventStream {
    this.answered = true;
    this.port.keepSession(headers);
    const { port } = this;
    const isPresent = (): boolean => this.present;
    let resume: (() => void) | null = null;
    return {
      get wanted() {
        return isPresent();
      },
      flush: () => undefined,
      send: (message) => !isPresent() || port.output().send(message),
      cursor: () => undefined,
      announce: () => undefined,
      drain: (listener) => {
        resume = listener;
        port.streams.add(listener);
      },
      end: () => {
        if (resume !== null) port.streams.delete(resume);
      },
    };
  }
}
