import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KeepAlive } from './keep-alive.js';
import type { StreamListener } from './response-stream.js';
import { SseStream } from './sse-stream.js';

/** What a stream uses of an answer in pieces; `full` makes it report that the client is behind. */
class FakeResponse {
  written: string[] = [];
  full = false;
  isOpen = true;
  listener: StreamListener | null = null;
  listen(listener: StreamListener): void {
    this.listener = listener;
  }
  flush(): void {}
  write(piece: Buffer): boolean {
    this.written.push(piece.toString());
    return !this.full;
  }
  end(): void {
    this.isOpen = false;
  }
  destroy(): void {
    this.isOpen = false;
    this.listener?.onClosed();
  }
}

let keepAlive: KeepAlive;
beforeEach(() => {
  vi.useFakeTimers();
  keepAlive = new KeepAlive();
});
afterEach(() => {
  keepAlive.close();
  vi.useRealTimers();
});

const openStream = () => {
  const res = new FakeResponse();
  return { res, stream: new SseStream(res, keepAlive) };
};

it('keeps a silent stream alive with comments, and leaves a busy one alone', () => {
  const silent = openStream();
  const busy = openStream();
  for (let i = 0; i < 3; i++) {
    busy.stream.send(Buffer.from('x'));
    vi.advanceTimersByTime(15_000);
  }
  expect(silent.res.written).toEqual(Array.from({ length: 3 }, () => ': keep-alive\n\n'));
  expect(busy.res.written).toEqual(Array.from({ length: 3 }, () => 'data: x\n\n'));
});

it('tells the source to pause while its client is behind, and to go on when it has caught up', () => {
  const { res, stream } = openStream();
  const resumed = vi.fn();
  stream.drain(resumed);
  expect(stream.send(Buffer.from('a'))).toBe(true);
  res.full = true;
  expect(stream.send(Buffer.from('b'))).toBe(false);
  res.listener?.onDrained();
  expect(resumed).toHaveBeenCalledOnce();
});

it('cuts a client that takes nothing for half a minute, and adds no comments to what it does not read', () => {
  const { res, stream } = openStream();
  res.full = true;
  stream.send(Buffer.from('a'));
  vi.advanceTimersByTime(30_000);
  expect(res.isOpen).toBe(true);
  vi.advanceTimersByTime(15_000);
  expect(res.isOpen).toBe(false);
  expect(res.written).toEqual(['data: a\n\n']);
});

it('writes nothing more once it has ended', () => {
  const { res, stream } = openStream();
  stream.end();
  expect(stream.send(Buffer.from('late'))).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(res.written).toEqual([]);
});
