import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Recognised } from '../pipeline/exchange.js';
import type { Reply } from '../pipeline/transport.js';
import type { Session } from '../sessions/session-store.js';
import { AggregateLists } from './aggregate-lists.js';
import { AggregateStreams } from './aggregate-streams.js';
import type { MemberEntrance, MemberMessage } from './member-entrance.js';
import type { MemberSessions } from './member-sessions.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const entranceOf = (post: (message: MemberMessage) => Promise<unknown>) =>
  ({ post: (_: Recognised, message: MemberMessage) => post(message) }) as unknown as MemberEntrance;

const message = (method: string) => Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: {} }));

it('a server that never begins a session keeps the lists of the others from nobody', async () => {
  const posted: string[] = [];
  const lists = new AggregateLists({
    entrance: entranceOf(async ({ slug, reply }) => {
      posted.push(slug);
      reply.json(200, Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"echo"}]}}'));
    }),
    sessions: {
      of: (_: Recognised, slug: string) => (slug === 'stuck' ? new Promise(() => undefined) : Promise.resolve('id')),
    } as unknown as MemberSessions,
  });
  const exchange = {
    session: {} as Session,
    peer: { era: 'legacy' },
    message: { kind: 'request', id: 1, method: 'tools/list' },
    body: message('tools/list'),
  } as unknown as Recognised;
  let list = '';
  void lists.list(exchange, 'tools/list', ['stuck', 'well']).then((bytes) => {
    list = bytes.toString();
  });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(list).toContain('well__echo');
  expect(posted).toEqual(['well']);
});

it('what a server says before a subscription is acknowledged fills no memory', async () => {
  const told: string[] = [];
  let accepted = true;
  const reply = {
    onGone: () => undefined,
    stream: () => ({
      wanted: true,
      send: (bytes: Buffer) => {
        told.push(bytes.toString());
        return false;
      },
      drain: () => undefined,
      end: () => undefined,
    }),
  } as unknown as Reply;
  const streams = new AggregateStreams({
    entrance: entranceOf(({ slug, reply: share }) => {
      const note = `{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${'x'.repeat(10_000)}"}}`;
      if (slug === 'loud') {
        const stream = share.stream();
        for (let i = 0; i < 100; i++) accepted = stream.send(Buffer.from(note));
      }
      return new Promise(() => undefined);
    }),
    sessions: {} as MemberSessions,
  });
  const exchange = {
    reply,
    message: { kind: 'request', id: 's', method: 'subscriptions/listen' },
    body: message('subscriptions/listen'),
  } as unknown as Recognised;
  void streams.subscribe(exchange, ['loud', 'quiet'], new Map());
  expect(told[0]).toContain('notifications/subscriptions/acknowledged');
  expect(accepted).toBe(false);
});
