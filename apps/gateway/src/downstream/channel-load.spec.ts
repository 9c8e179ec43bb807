import { expect, it } from 'vitest';
import type { Placed } from '../pipeline/exchange.js';
import { SseChannels } from './sse-channels.js';

it('a client that posts on and on without an answer is told to wait, and its bodies are not kept', async () => {
  let entered = 0;
  const channels = new SseChannels({
    bodyBytesMax: 1_000,
    others: null,
    enter: () => () => {
      entered++;
      return new Promise(() => undefined);
    },
  });
  let address = '';
  const stream = { wanted: true, drain: () => undefined, send: () => true, end: () => undefined };
  const announce = (_: string, text: string): void => {
    address = text;
  };
  const placed = {
    org: { orgId: 'org_1' },
    principal: { id: 'sa_1' },
    server: { server: { id: 'srv_1' } },
    evidence: {},
    orgSlug: 'acme',
    serverSlug: 'up',
  };
  const reply = { empty: () => undefined, onGone: () => undefined, stream: () => ({ ...stream, announce }) };
  void channels.connect({ ...placed, reply, head: { path: '/sse' } } as unknown as Placed);
  const head = { path: '/sse', channel: address.split('channel=')[1] };
  const post = (id: number, what: object = { method: 'ping' }): Promise<unknown> => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, ...what }));
    return channels.receive({ ...placed, reply, head, readBody: () => body } as unknown as Placed);
  };
  const refused = async (): Promise<unknown> => {
    for (let id = 0; id < 1_000; id++) await post(id);
    return null;
  };
  await expect(refused()).rejects.toMatchObject({ code: 'quota.exceeded' });
  expect(entered).toBe(256);
  // What its server waits for still comes through.
  await post(1, { result: {} });
  expect(entered).toBe(257);
});
