import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@sallyport/service-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiHttp, createApiHttp } from './api-http.js';

describe('requests to the api', () => {
  let server: Server;
  let api: ApiHttp;

  const serve = async (listener: RequestListener, basePath = ''): Promise<void> => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    api = createApiHttp({ apiUrl: `http://127.0.0.1:${port}${basePath}`, token: new Secret('t0ken') });
  };
  afterEach(async () => {
    api.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const get = (timeoutMs = 5000) => api.send({ method: 'GET', path: '/x', timeoutMs });

  it('carry the token and a body of several parts, below the base path, over one connection', async () => {
    const seen: unknown[] = [];
    const ports = new Set<number | undefined>();
    await serve((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => {
        body += chunk;
      });
      req.on('end', () => {
        ports.add(req.socket.remotePort);
        seen.push([req.method, req.url, req.headers.authorization, req.headers['content-length'], body]);
        res.writeHead(201, { 'retry-after': '7' }).end('{"ok":true}');
      });
    }, '/base');
    const parts = [Buffer.from('{"a":'), Buffer.from('"é"'), Buffer.from('}')];
    for (let i = 0; i < 3; i += 1) {
      const answer = await api.send({ method: 'POST', path: '/x?y=1', body: parts });
      expect(answer).toMatchObject({ status: 201, retryAfterSeconds: 7 });
      expect(answer.body.toString()).toBe('{"ok":true}');
    }
    expect(seen).toEqual(Array(3).fill(['POST', '/base/x?y=1', 'Bearer t0ken', '10', '{"a":"é"}']));
    expect(ports.size).toBe(1);
  });

  it('are refused when no answer comes in time', async () => {
    await serve(() => undefined);
    await expect(get(50)).rejects.toThrow('no answer within 50 ms');
  });

  it('are refused when the answer begins and then stands still', async () => {
    await serve((_req, res) => {
      res.writeHead(200, { 'content-length': 100 }).write('{"half":');
    });
    await expect(get(50)).rejects.toThrow();
  });

  it.each([
    ['of known length', { 'content-length': '100' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('are refused when an answer %s ends early, instead of taken for whole', async (_name, headers) => {
    await serve((req, res) => {
      res.writeHead(200, headers).write('{"half":', () => req.socket.destroy());
    });
    await expect(get()).rejects.toThrow();
  });

  it('end when aborted', async () => {
    await serve(() => undefined);
    const controller = new AbortController();
    const sending = api.send({ method: 'GET', path: '/x', signal: controller.signal });
    controller.abort();
    await expect(sending).rejects.toThrow(/abort/i);
  });

  it('open a stream only where the api answers with one', async () => {
    await serve((req, res) => {
      const type = req.url === '/events' ? 'text/event-stream; charset=utf-8' : 'application/json';
      res.writeHead(200, { 'content-type': type }).write('data: 1\n\n');
    });
    const { signal } = new AbortController();
    const stream = await api.openStream('/events', signal);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      expect(chunk.toString()).toBe('data: 1\n\n');
      break;
    }
    await expect(api.openStream('/other', signal)).rejects.toThrow('where a stream was expected');
  });
});
