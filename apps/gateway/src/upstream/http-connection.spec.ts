import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turnEnd } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type AnswerHandlers, HttpConnection } from './http-connection.js';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';

class FakeSocket extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  write(): boolean {
    return true;
  }
  pause(): void {}
  resume(): void {}
  destroy(): void {
    this.destroyed = true;
  }
  receive(text: string): void {
    this.emit('data', Buffer.from(text, 'latin1'));
  }
}

class Asking implements AnswerHandlers {
  text = '';
  ended = false;
  broken: { readonly message: string; readonly unanswered: boolean } | null = null;
  onHead(): void {}
  onBody(slice: Buffer): void {
    this.text += slice.toString('latin1');
  }
  onEnd(): void {
    this.ended = true;
  }
  onBroken({ message }: Error, unanswered: boolean): void {
    this.broken = { message, unanswered };
  }
}

const open = () => {
  const socket = new FakeSocket();
  const free: HttpConnection[] = [];
  const gone: HttpConnection[] = [];
  const owner = {
    onFree: (connection: HttpConnection) => void free.push(connection),
    onGone: (connection: HttpConnection) => void gone.push(connection),
  };
  const connection = new HttpConnection(socket as unknown as Socket, owner, 1_000);
  const ask = (): Asking => {
    const asking = new Asking();
    connection.request('POST / HTTP/1.1\r\n\r\n', null, asking);
    return asking;
  };
  return { socket, free, gone, ask };
};

it('reads an answer at the end of the turn and is free for the next request', async () => {
  const { socket, free, ask } = open();
  const asking = ask();
  socket.receive(ANSWER);
  socket.receive('ok');
  expect(asking.text).toBe('');
  await turnEnd();
  expect(asking).toMatchObject({ text: 'ok', ended: true, broken: null });
  expect(free).toHaveLength(1);
});

it('has what fills the reader read at once', () => {
  const { socket, ask } = open();
  const asking = ask();
  socket.receive(`HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n${'x'.repeat(65_500)}`);
  expect(asking.text).toHaveLength(65_500);
});

it('is gone at once when a server speaks unasked, before any request could be sent behind that', () => {
  const { socket, gone } = open();
  socket.receive(`${ANSWER}no`);
  expect(socket.destroyed).toBe(true);
  expect(gone).toHaveLength(1);
});

it.each([
  ['more bytes', (socket: FakeSocket) => socket.receive(`${ANSWER}no`)],
  ['the end', (socket: FakeSocket) => socket.emit('end')],
  ['a reset', (socket: FakeSocket) => socket.emit('error', new Error('reset'))],
])('gives no other request to a connection on which %s came in the turn of the answer', async (_, happen) => {
  const { socket, free, gone, ask } = open();
  const asking = ask();
  socket.receive(`${ANSWER}ok`);
  happen(socket);
  await turnEnd();
  expect(asking).toMatchObject({ text: 'ok', ended: true, broken: null });
  expect(free).toHaveLength(0);
  expect(gone).toHaveLength(1);
});

it('tells of a connection that broke in the turn of half an answer, behind that half', async () => {
  const { socket, ask } = open();
  const asking = ask();
  socket.receive(`${ANSWER}o`);
  socket.emit('error', new Error('reset'));
  socket.emit('close');
  await turnEnd();
  expect(asking).toMatchObject({ text: 'o', ended: false, broken: { message: 'reset', unanswered: false } });
});
