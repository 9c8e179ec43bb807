import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { bearer, openSession, post, send } from '../harness/raw-client.js';
import { openChannel } from './harness.js';

const fixture = useFixture();
const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const at = (endpoint: string): string => `${fixture.gateway.url}${endpoint}`;

describe('T-SESSION: a channel of an HTTP+SSE client', () => {
  it.each(['/o/acme/s/up/mcp', '/o/acme/s/up/sse', '/o/acme/mcp', '/o/acme/sse'])(
    'of %s is no address to anybody else, and hears nothing of what they post',
    async (endpoint) => {
      const channel = await openChannel(at(endpoint), fixture.ada.token);
      const said = channel.stream.text();
      const { search } = new URL(channel.address);
      const elsewhere = endpoint.includes('/s/') ? '/o/acme/mcp' : '/o/acme/s/up/mcp';
      const invented = await post(`${at(endpoint)}?channel=invented`, fixture.ada.token, PING);
      const answers = [
        await post(channel.address, fixture.bob.token, PING),
        await post(`${at(elsewhere)}${search}`, fixture.ada.token, PING),
        await post(`${channel.address}A`, fixture.ada.token, PING),
        await post(channel.address.slice(0, -1), fixture.ada.token, PING),
        await post(`${at(endpoint)}?channel=`, fixture.ada.token, PING),
      ];
      expect(invented.status).toBe(404);
      for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, invented.body]);
      expect(channel.stream.text()).toBe(said);
      expect(await channel.ask({ id: 7, method: 'ping' })).toMatchObject({ id: 7, result: {} });
      channel.stream.destroy();
    },
  );

  it('ends with its stream', async () => {
    const channel = await openChannel(fixture.url, fixture.ada.token);
    channel.stream.destroy();
    await channel.stream.ended;
    for (let i = 0; i < 100; i++) {
      if ((await channel.post(PING)).status === 404) return;
      await new Promise((wake) => setTimeout(wake, 10));
    }
    throw new Error('the address outlives its stream');
  });
});

describe('T-SESSION: a session', () => {
  it.each(['/o/acme/s/up/mcp', '/o/acme/mcp'])(
    'of %s is nothing to another principal or endpoint on POST, batch, GET, replay and DELETE, and goes on',
    async (endpoint) => {
      const session = await openSession(at(endpoint), fixture.ada.token, '2025-03-26');
      const elsewhere = endpoint.includes('/s/') ? '/o/acme/mcp' : '/o/acme/s/up/mcp';
      fixture.upstream.received.length = 0;
      const others = [
        { url: at(endpoint), token: fixture.bob.token },
        { url: at(elsewhere), token: fixture.ada.token },
      ];
      const stream = ['Accept', 'text/event-stream'];
      for (const { url, token } of others) {
        const headers = [...bearer(token), ...session.headers];
        const answers = [
          await post(url, token, PING, session.headers),
          await post(url, token, [PING], session.headers),
          await send({ url, method: 'GET', headers: [...headers, ...stream] }),
          await send({ url, method: 'GET', headers: [...headers, ...stream, 'Last-Event-ID', '1'] }),
          await send({ url, method: 'DELETE', headers }),
        ];
        expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
        expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      }
      const heard = fixture.upstream.received.map(({ method, message }) => message?.method ?? method);
      for (const forbidden of ['ping', 'GET', 'DELETE']) expect(heard).not.toContain(forbidden);
      expect((await session.post(PING)).status).toBe(200);
    },
  );

  it('has an id nobody can guess: long, visible, never the same, and nothing of who or where', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await fixture.session()).id));
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) {
      expect(id).toMatch(/^[\x21-\x7e]{43,}$/);
      const plain = `${id}${Buffer.from(id, 'base64url').toString('latin1')}`;
      for (const known of ['upstream-', 'acme', 'ada', fixture.ada.principal.id]) expect(plain).not.toContain(known);
    }
  });
});
