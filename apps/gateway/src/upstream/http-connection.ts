import type { Socket } from 'node:net';
import { type Http1Handlers, type Http1Head, Http1ResponseParser, headerValue } from '@sallyport/mcp';
import { readAnswer } from '../turn.js';
import { writeJoined } from '../write-joined.js';

/** Who waits for the answer of the one request that is on a connection. */
export interface AnswerHandlers extends Http1Handlers {
  /** The answer cannot be completed. `unanswered`: not one byte of it had come. */
  onBroken(cause: Error, unanswered: boolean): void;
}

export interface ConnectionOwner {
  /** The connection is free for another request. */
  onFree(connection: HttpConnection): void;
  onGone(connection: HttpConnection): void;
}

/** Servers close idle connections on their own; a second less than they announce keeps us clear of the race. */
const CLOCK_MARGIN_MS = 1_000;

/**
 * One keep-alive connection, one request at a time. Any byte that no request asked for, and any answer that does not end where
 * its framing says, destroys it: what follows on such a connection belongs to nobody we could name.
 */
export class HttpConnection {
  /** When an idle connection is too old to be used; by `performance.now()`. */
  idleUntil = Number.POSITIVE_INFINITY;
  /** When it was last taken for a request, out of its rest or right behind another one; by `performance.now()`. */
  takenAtMs = 0;
  /** Whether an answer was completed on it before. */
  reused = false;

  private readonly socket: Socket;
  private readonly owner: ConnectionOwner;
  private readonly idleTimeoutMs: number;
  private readonly parser = new Http1ResponseParser();
  private client: AnswerHandlers | null = null;
  private head: Http1Head | null = null;
  private ended = false;
  /** What came and was not read yet. */
  private unread = 0;
  private gone = false;
  private announcedBy: Http1Head | null = null;
  private announcement: string | undefined = undefined;
  private announcedMs = Number.POSITIVE_INFINITY;
  private readonly handlers: Http1Handlers = {
    onHead: (head) => {
      this.head = head;
      this.client?.onHead(head);
    },
    onBody: (slice) => this.client?.onBody(slice),
    onEnd: () => {
      this.ended = true;
    },
  };

  constructor(socket: Socket, owner: ConnectionOwner, idleTimeoutMs: number) {
    this.socket = socket;
    this.owner = owner;
    this.idleTimeoutMs = idleTimeoutMs;
    socket.on('data', (chunk: Buffer) => this.inTurn(() => this.onData(chunk), chunk.length));
    socket.on('end', () => this.inTurn(() => this.onPeerEnd()));
    socket.on('error', (error) => this.inTurn(() => this.abort(error)));
    socket.on('close', () => this.inTurn(() => this.abort(new Error('the connection was closed'))));
  }

  request(head: string, body: Buffer | null, client: AnswerHandlers): void {
    this.client = client;
    this.head = null;
    this.ended = false;
    this.parser.next();
    if (body === null) {
      this.socket.write(head, 'latin1');
      return;
    }
    writeJoined(this.socket, head, body);
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Closes at once; its client hears nothing more. */
  destroy(): void {
    this.client = null;
    this.leave();
  }

  /** Closes at once and tells its client why. */
  abort(cause: Error): void {
    const { client } = this;
    this.client = null;
    this.leave();
    client?.onBroken(cause, this.parser.untouched);
  }

  /** Whatever comes while nobody asks ends the connection at once, so that no request is sent behind it. */
  private inTurn(work: () => void, bytes = 0): void {
    if (this.client === null) {
      this.leave();
      return;
    }
    this.unread += 1;
    readAnswer(() => {
      this.unread -= 1;
      if (this.client !== null) work();
    }, bytes);
  }

  private onData(chunk: Buffer): void {
    try {
      const taken = this.parser.push(chunk, this.handlers);
      if (this.ended) this.complete(taken < chunk.length);
    } catch (error) {
      this.abort(error instanceof Error ? error : new Error('the answer could not be read'));
    }
  }

  private onPeerEnd(): void {
    try {
      this.parser.finish(this.handlers);
      if (this.ended) this.complete(true);
      else this.abort(new Error('the connection was closed before the answer'));
    } catch (error) {
      this.abort(error instanceof Error ? error : new Error('the answer was cut off'));
    }
  }

  /** The connection is handed on before the client hears of the end, because it may send the next request from there. */
  private complete(spoilt: boolean): void {
    const { client } = this;
    this.client = null;
    this.ended = false;
    // Whoever read the answer may have given the connection up before its last byte.
    const sound = !spoilt && !this.gone && this.unread === 0;
    const reusable = sound && this.head?.keepAlive === true && this.socket.writableLength === 0;
    if (reusable) {
      this.reused = true;
      this.takenAtMs = performance.now();
      this.idleUntil = this.takenAtMs + this.idleMs();
      this.socket.resume();
      this.owner.onFree(this);
    } else {
      this.leave();
    }
    client?.onEnd();
  }

  private idleMs(): number {
    const { head } = this;
    // Servers announce the same with every answer, so it is read once per connection.
    if (head === this.announcedBy) return Math.min(this.idleTimeoutMs, this.announcedMs);
    this.announcedBy = head;
    const announcement = head === null ? undefined : headerValue(head, 'keep-alive');
    if (announcement !== this.announcement) {
      this.announcement = announcement;
      const announced = /(?:^|[,;\s])timeout=(\d{1,6})/i.exec(announcement ?? '');
      this.announcedMs = announced === null ? Number.POSITIVE_INFINITY : Number(announced[1]) * 1000 - CLOCK_MARGIN_MS;
    }
    return Math.min(this.idleTimeoutMs, this.announcedMs);
  }

  private leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.socket.destroy();
    this.owner.onGone(this);
  }
}
