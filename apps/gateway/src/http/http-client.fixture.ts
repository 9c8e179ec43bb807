import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { ServedRequest } from './connection.js';
import { HttpServer, type HttpServerOptions } from './http-server.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

export const serve = async (
  onRequest: (request: ServedRequest) => void,
  options: Partial<HttpServerOptions> = {},
): Promise<{ server: HttpServer; port: number; refusals: string[] }> => {
  const refusals: string[] = [];
  const server = new HttpServer({ onRequest, onRefused: (why) => refusals.push(why), sweepMs: 10, ...options });
  const { port } = await server.listen('127.0.0.1', 0);
  closers.push(() => void server.close(0));
  return { server, port, refusals };
};

export interface Client {
  readonly socket: Socket;
  text(): string;
  /** Resolves when what was received matches. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the server has ended its side. */
  readonly closed: Promise<void>;
}

export const client = async (port: number): Promise<Client> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  closers.push(() => socket.destroy());
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', () => resolve());
  });
  await once(socket, 'connect');
  return {
    socket,
    text: () => received,
    until: async (pattern) => {
      while (!pattern.test(received)) await once(socket, 'data');
      return received;
    },
    closed,
  };
};

export const get = (path: string, lines = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${lines}\r\n`;
export const post = (body: string, lines = '') =>
  `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${lines}\r\n${body}`;

/** Answers each request with its target and body. */
export const echo = async ({ head, body, connection }: ServedRequest): Promise<void> => {
  const text = await body.read(1_000);
  connection.answer({ status: 200, kind: 'json', body: Buffer.from(`${head.target}|${text}`) });
};
export const onEcho = (request: ServedRequest): void => void echo(request).catch(() => undefined);
export const bodiesOf = (text: string): string[] => text.split(/HTTP\/1\.1 [\s\S]*?\r\n\r\n/).slice(1);
