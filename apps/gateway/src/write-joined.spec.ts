import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { writeJoined } from './write-joined.js';

/** Keeps what is written without copying it, as a socket does until its kernel has taken it. */
class HoldingSocket {
  readonly held: Buffer[] = [];
  writableLength: number;
  constructor(taken: boolean) {
    this.writableLength = taken ? 0 : 1;
  }
  write(piece: Buffer | string, encoding?: BufferEncoding): boolean {
    this.held.push(typeof piece === 'string' ? Buffer.from(piece, encoding) : piece);
    return true;
  }
  cork(): void {}
  uncork(): void {}
  get text(): string {
    return Buffer.concat(this.held).toString('latin1');
  }
}

const write = (socket: HoldingSocket, head: string, body: Buffer) => {
  writeJoined(socket as unknown as Socket, head, body);
  return socket;
};

it('writes a head and a small body as one piece, byte for byte', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const socket = write(new HoldingSocket(true), 'HEAD \xe9\r\n\r\n', bytes);
  expect(socket.held).toHaveLength(1);
  expect(socket.text).toBe(`HEAD \xe9\r\n\r\n${bytes.toString('latin1')}`);
});

it('never writes over what a socket has not taken yet', () => {
  const [slow, other, encrypted] = [new HoldingSocket(false), new HoldingSocket(false), new HoldingSocket(false)];
  Object.assign(encrypted, { encrypted: true });
  write(slow, 'one:', Buffer.alloc(16_000, 'a'));
  write(encrypted, 'two:', Buffer.alloc(16_000, 'b'));
  write(other, 'three:', Buffer.alloc(16_000, 'c'));
  write(new HoldingSocket(true), 'four:', Buffer.alloc(16_000, 'd'));
  expect(slow.text).toBe(`one:${'a'.repeat(16_000)}`);
  expect(encrypted.text).toBe(`two:${'b'.repeat(16_000)}`);
  expect(other.text).toBe(`three:${'c'.repeat(16_000)}`);
});

it('gives a large body to the socket as it is', () => {
  const body = Buffer.alloc(20_000, 'x');
  expect(write(new HoldingSocket(true), 'head', body).held[1]).toBe(body);
});
