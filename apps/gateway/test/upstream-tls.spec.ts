import { createServer } from 'node:tls';
import { Dialler } from '@sallyport/safe-dial';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HttpEndpoint } from '../src/upstream/http-endpoint.js';
import { HttpUpstream } from '../src/upstream/http-upstream.js';
import { call, http, lastMessage, request } from './upstream-harness.js';
import { TLS_CERTIFICATE, TLS_KEY } from './upstream-tls-fixture.js';

const startTls = async () => {
  const seen = { names: [] as unknown[], requests: 0 };
  const server = createServer({ cert: TLS_CERTIFICATE, key: TLS_KEY, ALPNProtocols: ['http/1.1'] }, (socket) => {
    seen.names.push(socket.servername);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      seen.requests++;
      socket.write(http('{"jsonrpc":"2.0","id":1,"result":{}}'));
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const upstream = (host: string, ca?: string) => {
    const dialler = new Dialler({ allow: [`${host}:${port}`], ...(ca !== undefined && { ca }) });
    const made = new HttpUpstream(new HttpEndpoint(new URL(`https://${host}:${port}/mcp`), dialler));
    onTestFinished(() => made.close());
    return made;
  };
  return { seen, upstream };
};

describe('a server behind TLS', () => {
  it('is named in the handshake and verified', async () => {
    const { seen, upstream } = await startTls();
    expect(lastMessage(await call(upstream('localhost', TLS_CERTIFICATE), request(1, 'ping')))).toMatchObject({
      id: 1,
    });
    expect(seen).toEqual({ names: ['localhost'], requests: 1 });
  });

  it('is not talked to when nobody we trust vouches for it, or for another name', async () => {
    const { seen, upstream } = await startTls();
    expect((await call(upstream('localhost'), request(1, 'ping'))).error?.code).toBe('upstream.unavailable');
    expect((await call(upstream('127.0.0.1', TLS_CERTIFICATE), request(1, 'ping'))).error?.code).toBe(
      'upstream.unavailable',
    );
    expect(seen.requests).toBe(0);
  });
});
