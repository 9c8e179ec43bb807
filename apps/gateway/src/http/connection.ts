import type { Socket } from 'node:net';
import { kib, seconds } from '@sallyport/contracts';
import {
  FramingError,
  type FramingErrorCode,
  type Http1RequestHandlers,
  type Http1RequestHead,
  Http1RequestParser,
} from '@sallyport/mcp';
import type { HeaderList } from '../pipeline/transport.js';
import { readRequest } from '../turn.js';
import { writeJoined } from '../write-joined.js';
import { type BodySource, RequestBody } from './request-body.js';
import { type ResponseKind, responseHead } from './response-head.js';
import { ResponseStream } from './response-stream.js';

/** How long a connection may stay in a state; what is not listed may last. */
export interface ConnectionLimits {
  /** From a connection's first moment, or a request's first byte, to the end of its head. */
  readonly headMs: number;
  /** From a request's first byte to the end of its body. */
  readonly requestMs: number;
  /** Between requests. */
  readonly idleMs: number;
  /** For the client to take an answer. */
  readonly takeMs: number;
  /** For the client to close after the last answer. */
  readonly lingerMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headMs: seconds(10),
  requestMs: seconds(30),
  // Longer than common balancers wait, so that they close first and no request meets a closing socket.
  idleMs: seconds(65),
  takeMs: seconds(30),
  lingerMs: seconds(5),
};

const HEAD_BYTES_MAX = kib(16);
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const NO_HEADERS: HeaderList = [];
const NO_BODY = Buffer.alloc(0);
const REQUEST_TIMEOUT = 408;
const CONTENT_TOO_LARGE = 413;
const STATUS_OF: Readonly<Record<FramingErrorCode, number>> = {
  malformed: 400,
  truncated: 400,
  expectation: 417,
  too_large: 431,
  unsupported: 501,
  version: 505,
};

/** Why a connection was closed without the pipeline having had a say. */
export type ConnectionRefusal = FramingErrorCode | 'timeout';

/** What a connection needs of its server. */
export interface ConnectionOwner {
  readonly limits: ConnectionLimits;
  /** Milliseconds, by a clock that moves with every sweep. */
  readonly coarseNow: number;
  /** Whether this request's answer shall be the last of its connection. */
  readonly draining: boolean;
  onRequest(request: ServedRequest): void;
  /** A request was refused before the pipeline could be asked. */
  onRefused(why: ConnectionRefusal): void;
  onClosed(connection: Connection): void;
}

/** One request, and the connection that takes its answer. */
export interface ServedRequest {
  readonly head: Http1RequestHead;
  readonly body: RequestBody;
  readonly connection: Connection;
}

/** A body that is sent whole. */
export interface WholeAnswer {
  readonly status: number;
  readonly kind: ResponseKind;
  readonly headers?: HeaderList;
  readonly body?: Buffer;
}

/**
 * `idle`: between requests. `head`: a request has begun. `request`: its head was handed on. `taking`: it is answered, and the
 * client has to take the answer, or to send the rest of a body nobody wants. `closing`: nothing more is served.
 */
type State = 'idle' | 'head' | 'request' | 'taking' | 'closing';

/**
 * One client's connection: one request at a time. The next one, sent early, waits in the kernel and is served in its turn. A
 * client that closes its side has gone: what is being done for it hears of it.
 */
export class Connection implements Http1RequestHandlers, BodySource {
  /** What the server's owner keeps with this connection. */
  note: unknown = null;
  private readonly socket: Socket;
  private readonly owner: ConnectionOwner;
  private readonly parser = new Http1RequestParser({ headBytesMax: HEAD_BYTES_MAX });
  private state: State = 'idle';
  /** When the current request began; without one, when the state did. */
  private since: number;
  private served = false;
  private head: Http1RequestHead | null = null;
  private body: RequestBody | null = null;
  private bodyEnded = false;
  private answered = false;
  private last = false;
  private invited = false;
  /** What came of the next request before its turn. */
  private early: Buffer | null = null;
  private stream: ResponseStream | null = null;
  private goneListener: (() => void) | null = null;

  constructor(socket: Socket, owner: ConnectionOwner) {
    this.socket = socket;
    this.owner = owner;
    this.since = owner.coarseNow;
    socket.on('data', (chunk: Buffer) => readRequest(() => this.onData(chunk), chunk.length));
    socket.on('end', () => readRequest(() => this.onPeerEnd(), 0));
    socket.on('drain', () => this.stream?.drained());
    socket.on('error', () => undefined);
    socket.on('close', () => readRequest(() => this.onClose(), 0));
  }

  /** Whether an answer can still reach the client. */
  get isOpen(): boolean {
    return !this.socket.destroyed && this.state !== 'closing';
  }

  /** Undefined when the other end is gone. */
  get remoteAddress(): string | undefined {
    return this.socket.remoteAddress;
  }

  get isIdle(): boolean {
    return this.state === 'idle';
  }

  /** Calls back when the client is gone before the answer to the current request was sent, soon if it is already. One listener. */
  onGone(listener: () => void): void {
    if (this.isOpen) this.goneListener = listener;
    else queueMicrotask(listener);
  }

  /** Answers the current request, all in one; does nothing when it is answered or nobody is there. */
  answer({ status, kind, headers = NO_HEADERS, body = NO_BODY }: WholeAnswer): void {
    if (this.answered || !this.isOpen) return;
    const keepAliveSeconds = this.claim(status === CONTENT_TOO_LARGE);
    const text = responseHead({ status, kind, headers, body: body.length, keepAliveSeconds });
    if (body.length === 0 || this.head?.method === 'HEAD') {
      this.socket.write(text, 'latin1');
    } else {
      writeJoined(this.socket, text, body);
    }
    this.finish();
  }

  /** Begins an answer in pieces; null when the current request is answered or nobody is there. */
  answerInPieces(kind: ResponseKind, headers: HeaderList): ResponseStream | null {
    if (this.answered || !this.isOpen) return null;
    const chunked = this.head?.isHttp11 === true;
    const keepAliveSeconds = this.claim(!chunked);
    const head = responseHead({ status: 200, kind, headers, body: chunked ? 'chunked' : 'close', keepAliveSeconds });
    this.stream = new ResponseStream(this.socket, head, chunked, () => this.finish());
    return this.stream;
  }

  /** Takes no other request. */
  retire(): void {
    if (this.state === 'idle') this.close();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Cuts what takes too long. */
  sweep(now: number): void {
    const { headMs, requestMs, idleMs, takeMs, lingerMs } = this.owner.limits;
    const ageMs = now - this.since;
    if (this.state === 'idle' && ageMs > (this.served ? idleMs : headMs)) this.close();
    else if (this.state === 'head' && ageMs > headMs) this.refuse('timeout');
    else if (this.state === 'request' && !this.bodyEnded && ageMs > requestMs) this.refuse('timeout');
    else if (this.state === 'taking' && ageMs > takeMs) this.destroy();
    else if (this.state === 'closing' && ageMs > lingerMs) this.destroy();
  }

  onHead(head: Http1RequestHead): void {
    const { framing } = head;
    this.head = head;
    this.body = new RequestBody(this, framing.kind === 'length' ? framing.bytes : null);
  }

  onBody(slice: Buffer): void {
    this.body?.push(slice);
  }

  onEnd(): void {
    this.bodyEnded = true;
    this.body?.complete();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    if (this.early === null) this.socket.resume();
  }

  invite(): void {
    if (this.head?.expectsContinue !== true || this.invited || this.answered) return;
    this.invited = true;
    this.socket.write(CONTINUE, 'latin1');
  }

  private onData(chunk: Buffer): void {
    if (this.state === 'closing') return;
    if (this.early !== null || (this.head !== null && this.bodyEnded)) this.keep(chunk);
    else this.read(chunk);
  }

  private read(chunk: Buffer): void {
    if (this.state === 'idle') {
      this.state = 'head';
      this.since = this.owner.coarseNow;
    }
    let taken: number;
    try {
      taken = this.parser.push(chunk, this);
    } catch (error) {
      this.refuse(error instanceof FramingError ? error.code : 'malformed');
      return;
    }
    if (taken < chunk.length) this.keep(chunk.subarray(taken));
    const { head, body } = this;
    if (this.state === 'taking') {
      this.settle();
    } else if (this.state === 'head' && head !== null && body !== null) {
      this.state = 'request';
      this.owner.onRequest({ head, body, connection: this });
    }
  }

  private keep(chunk: Buffer): void {
    this.early = this.early === null ? chunk : Buffer.concat([this.early, chunk]);
    this.socket.pause();
  }

  /** @returns for how many seconds the connection is kept behind this answer; null when it is the last */
  private claim(last: boolean): number | null {
    const { head, owner } = this;
    // A client that was not told to send its body may send it or not: what would come next cannot be told.
    const unsure = head?.expectsContinue === true && !this.invited && !this.bodyEnded;
    this.answered = true;
    this.last = last || unsure || owner.draining || head?.keepAlive !== true;
    return this.last ? null : owner.limits.idleMs / seconds(1);
  }

  /** The answer was given to the socket. */
  private finish(): void {
    this.stream = null;
    this.goneListener = null;
    this.body?.ignore();
    if (this.last) {
      this.close();
      return;
    }
    this.state = 'taking';
    this.since = this.owner.coarseNow;
    this.settle();
  }

  /** Goes on to the next request once the client has sent all of this one and taken all of the answer. */
  private settle(): void {
    if (this.state !== 'taking' || !this.bodyEnded) return;
    if (this.socket.writableLength > 0) {
      this.socket.write('', () => this.settle());
      return;
    }
    this.parser.next();
    this.head = null;
    this.body = null;
    this.bodyEnded = false;
    this.answered = false;
    this.invited = false;
    this.served = true;
    this.state = 'idle';
    this.since = this.owner.coarseNow;
    // In a turn of its own, because a chunk may hold a thousand requests that are answered at once.
    if (this.early !== null) setImmediate(() => this.readEarly());
    else if (this.owner.draining) this.close();
  }

  private readEarly(): void {
    const { early } = this;
    if (early === null || this.state !== 'idle') return;
    this.early = null;
    this.read(early);
    this.resume();
  }

  /** Says why in one line and serves nothing more: where the next request would begin cannot be told. */
  private refuse(why: ConnectionRefusal): void {
    this.owner.onRefused(why);
    if (!this.answered) {
      const status = why === 'timeout' ? REQUEST_TIMEOUT : STATUS_OF[why];
      this.answered = true;
      this.socket.write(
        responseHead({ status, kind: 'empty', headers: NO_HEADERS, body: 0, keepAliveSeconds: null }),
        'latin1',
      );
    }
    this.close();
    this.leave(new Error(`the request was refused: ${why}`));
  }

  /** Ends our side and waits for the client's: what it still sends is dropped, so that our answer is not lost to a reset. */
  private close(): void {
    this.state = 'closing';
    this.since = this.owner.coarseNow;
    this.early = null;
    this.socket.end();
    this.socket.resume();
  }

  private onPeerEnd(): void {
    if (this.state === 'closing') return;
    if (this.state === 'idle' || (this.state === 'taking' && this.bodyEnded)) this.close();
    else this.destroy();
  }

  private onClose(): void {
    this.state = 'closing';
    this.leave(new Error('the connection was closed'));
    this.owner.onClosed(this);
  }

  private leave(cause: Error): void {
    const { goneListener, stream } = this;
    this.goneListener = null;
    this.stream = null;
    this.body?.break(cause);
    stream?.closed();
    goneListener?.();
  }
}
