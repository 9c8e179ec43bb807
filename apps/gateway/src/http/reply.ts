import type { EventStream, HeaderList, Reply } from '../pipeline/transport.js';
import { atTurnEnd } from '../turn.js';
import type { Connection } from './connection.js';
import type { KeepAlive } from './keep-alive.js';
import { GONE, SseStream } from './sse-stream.js';

const NO_HEADERS: HeaderList = [];

/** The one answer to one HTTP request. */
export class HttpReply implements Reply {
  private readonly connection: Connection;
  private readonly keepAlive: KeepAlive;
  private readonly common: HeaderList;
  private answered = false;

  /** @param common  headers of every answer to this request, such as those of CORS */
  constructor(connection: Connection, keepAlive: KeepAlive, common: HeaderList = NO_HEADERS) {
    this.connection = connection;
    this.keepAlive = keepAlive;
    this.common = common;
  }

  get wanted(): boolean {
    return !this.answered && this.connection.isOpen;
  }

  onGone(listener: () => void): void {
    this.connection.onGone(listener);
  }

  json(status: number, body: Buffer, headers: HeaderList = NO_HEADERS): void {
    if (!this.claim()) return;
    atTurnEnd(() => this.connection.answer({ status, kind: 'json', headers: this.withCommon(headers), body }));
  }

  empty(status: number, headers: HeaderList = NO_HEADERS): void {
    if (!this.claim()) return;
    this.connection.answer({ status, kind: 'empty', headers: this.withCommon(headers) });
  }

  stream(headers: HeaderList = NO_HEADERS): EventStream {
    const response = this.claim() ? this.connection.answerInPieces('stream', this.withCommon(headers)) : null;
    return response === null ? GONE : new SseStream(response, this.keepAlive);
  }

  private claim(): boolean {
    if (!this.wanted) return false;
    this.answered = true;
    return true;
  }

  private withCommon(headers: HeaderList): HeaderList {
    return this.common.length === 0 ? headers : [...this.common, ...headers];
  }
}
