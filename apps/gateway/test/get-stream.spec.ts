import { describe, expect, it } from 'vitest';
import { openStream } from './harness/scripted-server.js';
import { AWS_KEY, INJECTION, questionId, sleep, until, useStreams } from './harness/streams.js';

const { fixture, open } = useStreams();

describe('the GET stream', () => {
  it('passes on what the server says by itself, judged message by message', async () => {
    fixture.upstream.on('GET', (_received, res) => {
      const send = openStream(res);
      send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'all is well' } }, 'a');
      send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: INJECTION } }, 'b');
      send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: `key ${AWS_KEY}` } }, 'c');
      send({ jsonrpc: '2.0', id: 1, result: { nobody: 'asked' } }, 'd');
      send({ jsonrpc: '2.0', id: 2, method: 'roots/list' }, 'e');
      send({ jsonrpc: '2.0', id: 3, method: 'ping' }, 'f');
    });
    const stream = await open('GET', await fixture.session());
    await until(() => stream.text().includes('id: f'));
    const sent = stream.text();
    expect(sent).toContain('all is well');
    expect(sent).toContain('[redacted:');
    expect(sent).toContain('"method":"ping"');
    for (const absent of ['previous instructions', AWS_KEY, 'nobody', 'roots/list']) expect(sent).not.toContain(absent);
    stream.destroy();
  });

  it('lets the client answer a ping of the server, once', async () => {
    const answers: string[] = [];
    fixture.upstream.on('GET', (_received, res) => openStream(res)({ jsonrpc: '2.0', id: 'beat', method: 'ping' }));
    fixture.upstream.on('answer', (answer, res) => {
      answers.push(answer.body);
      res.writeHead(202);
      res.end();
    });
    const session = await fixture.session();
    const stream = await open('GET', session);
    await until(() => stream.text().includes('"ping"'));
    const reply = { jsonrpc: '2.0', id: questionId(stream.text()), result: {} };
    expect((await session.post(reply)).status).toBe(202);
    expect((await session.post(reply)).status).toBe(400);
    expect(answers.filter((body) => body.includes('beat')).length).toBe(1);
    stream.destroy();
  });

  it('closes the stream at the server when the client goes away', async () => {
    let closed = false;
    fixture.upstream.on('GET', (_received, res) => {
      openStream(res);
      res.on('close', () => {
        closed = true;
      });
    });
    const stream = await open('GET', await fixture.session());
    stream.destroy();
    await until(() => closed);
  });

  it('says 405 when the server has none', async () => {
    fixture.upstream.on('GET', (_received, res) => {
      res.writeHead(405);
      res.end();
    });
    const stream = await open('GET', await fixture.session());
    expect(stream.status).toBe(405);
  });

  it('lists the server again when it says that its list changed', async () => {
    const session = await fixture.session();
    fixture.upstream.on('GET', (_received, res) =>
      openStream(res)({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' }),
    );
    const before = fixture.upstream.of('tools/list').length;
    const stream = await open('GET', session);
    await until(() => stream.text().includes('list_changed'));
    await until(() => fixture.upstream.of('tools/list').length > before);
    stream.destroy();
  });

  it('pauses the server for a client that does not read, instead of keeping it all', async () => {
    let sent = 0;
    let blocked = false;
    fixture.upstream.on('GET', (_received, res) => {
      openStream(res);
      const event = `data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"${'x'.repeat(60_000)}"}}\n\n`;
      const pump = (): void => {
        while (sent < 2_000 && !res.destroyed) {
          sent++;
          if (!res.write(event)) {
            blocked = true;
            res.once('drain', pump);
            return;
          }
        }
      };
      pump();
    });
    const session = await fixture.session();
    const before = process.memoryUsage().rss;
    const stream = await open('GET', session);
    stream.pause();
    await sleep(700);
    expect(blocked).toBe(true);
    expect(sent).toBeLessThan(500);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    stream.resume();
    await until(() => sent > 500);
    stream.destroy();
  });
});
