import type { Socket } from 'node:net';
import { kib } from '@sallyport/contracts';
import { atTurnEnd } from '../turn.js';

/** Up to here copying a piece is cheaper than giving the kernel several. */
const JOINED_BYTES_MAX = kib(16);
const LAST_CHUNK = '0\r\n\r\n';

/** Hears what becomes of a stream. */
export interface StreamListener {
  /** The client has taken all there was. */
  onDrained(): void;
  onClosed(): void;
}

/** An answer in pieces. Its head travels with the first one; what is written in one turn goes out together. */
export class ResponseStream {
  private readonly socket: Socket;
  private readonly chunked: boolean;
  private readonly onEnd: () => void;
  private head: string;
  private ended = false;
  private corked = false;
  private listener: StreamListener | null = null;

  /** @param chunked  without it, the body ends with the connection */
  constructor(socket: Socket, head: string, chunked: boolean, onEnd: () => void) {
    this.socket = socket;
    this.head = head;
    this.chunked = chunked;
    this.onEnd = onEnd;
  }

  /** Whether more can be sent. */
  get isOpen(): boolean {
    return !this.ended && !this.socket.destroyed;
  }

  listen(listener: StreamListener): void {
    this.listener = listener;
  }

  /** Sends the head now. */
  flush(): void {
    if (this.isOpen && this.head !== '') this.put(this.takeHead());
  }

  /** @returns false when the client is behind */
  write(piece: Buffer): boolean {
    if (!this.isOpen || piece.length === 0) return true;
    const before = this.takeHead() + (this.chunked ? `${piece.length.toString(16)}\r\n` : '');
    const behind = this.chunked ? '\r\n' : '';
    if (piece.length <= JOINED_BYTES_MAX) return this.put(before + piece.toString('latin1') + behind);
    if (before !== '') this.put(before);
    const taken = this.socket.write(piece);
    return behind === '' ? taken : this.put(behind);
  }

  end(): void {
    if (!this.isOpen) return;
    const rest = this.takeHead() + (this.chunked ? LAST_CHUNK : '');
    if (rest !== '') this.put(rest);
    this.ended = true;
    this.uncork();
    this.onEnd();
  }

  /** Cuts the client off. */
  destroy(): void {
    this.socket.destroy();
  }

  drained(): void {
    this.listener?.onDrained();
  }

  closed(): void {
    this.ended = true;
    this.listener?.onClosed();
  }

  private takeHead(): string {
    const { head } = this;
    this.head = '';
    return head;
  }

  private put(text: string): boolean {
    if (!this.corked) {
      this.corked = true;
      this.socket.cork();
      atTurnEnd(() => this.uncork());
    }
    return this.socket.write(text, 'latin1');
  }

  private uncork(): void {
    if (!this.corked) return;
    this.corked = false;
    this.socket.uncork();
  }
}
