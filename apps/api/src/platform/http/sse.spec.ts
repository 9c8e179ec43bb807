import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { kib } from '@sallyport/contracts';
import type { Response } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { SseStream } from './sse.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A stream as the server holds it, and the answer as its reader holds it, not reading yet. */
const openPair = async (): Promise<{ stream: SseStream; reader: IncomingMessage }> => {
  let opened: (stream: SseStream) => void = () => undefined;
  const stream = new Promise<SseStream>((resolve) => {
    opened = resolve;
  });
  const server = createServer((_req, res) => {
    const fresh = new SseStream(Object.assign(res, { status: () => res }) as unknown as Response);
    fresh.open();
    opened(fresh);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => void server.closeAllConnections(),
    () => void server.close(),
  );
  const reader = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, resolve).on('error', reject);
  });
  reader.on('error', () => undefined);
  return { stream: await stream, reader };
};

describe('SseStream', () => {
  it('sends events as the standard frames them, each on lines of its own', async () => {
    const { stream, reader } = await openPair();
    stream.send('call', { text: 'two\nlines' });
    stream.close();
    let text = '';
    for await (const chunk of reader) text += String(chunk);
    expect(reader.headers['content-type']).toBe('text/event-stream');
    expect(text).toBe(': open\n\nevent: call\ndata: {"text":"two\\nlines"}\n\n');
  });

  it('disconnects a reader that does not read, instead of holding ever more for it', async () => {
    const { stream } = await openPair();
    const event = 'x'.repeat(kib(64));
    let sent = 0;
    while (stream.isOpen && sent < 2000) {
      stream.send('call', event);
      sent += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await stream.closed;
    expect(stream.isOpen).toBe(false);
    expect(sent).toBeLessThan(2000);
  });

  it('notices that the reader went away, and sends nothing after', async () => {
    const { stream, reader } = await openPair();
    reader.destroy();
    await stream.closed;
    expect(stream.isOpen).toBe(false);
    expect(() => stream.send('call', {})).not.toThrow();
  });
});
