import { type IncomingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON. */
  json(): Record<string, unknown>;
  /** `data` of every event of an SSE body. */
  events(): string[];
}

export interface RawRequest {
  readonly url: string;
  readonly method?: string;
  /** Alternating names and values, so that a name can be sent twice. */
  readonly headers: readonly string[];
  readonly body?: string | Buffer;
}

/** Sends exactly these headers and bytes and collects the whole answer. */
export const send = ({ url, method = 'POST', headers, body }: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url);
    const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))];
    const host = headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'host')
      ? []
      : ['Host', `${hostname}:${port}`];
    const req = request({
      hostname,
      port,
      path: `${pathname}${search}`,
      method,
      agent: false,
      setHost: false,
      headers: [...host, ...headers, ...length] as unknown as Record<string, string>,
    });
    req.on('response', (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const answer = {
          status: res.statusCode ?? 0,
          headers: res.headers,
          body: text,
          json: () => JSON.parse(text) as Record<string, unknown>,
          events: () =>
            text
              .split('\n')
              .filter((line) => line.startsWith('data: '))
              .map((line) => line.slice('data: '.length)),
        };
        // The gateway runs in this very process: what it does behind its answer is done a turn later.
        setImmediate(() => resolve(answer));
      });
    });
    req.on('error', reject);
    req.end(body);
  });

const ACCEPT = ['Accept', 'application/json, text/event-stream', 'Content-Type', 'application/json'];

export const bearer = (token: string): string[] => ['Authorization', `Bearer ${token}`];

/** One client's session, at the level of bytes. */
export interface RawSession {
  readonly id: string;
  readonly headers: readonly string[];
  post(body: string | Buffer | object): Promise<RawAnswer>;
  call(id: number | string, name: string, args?: object): Promise<RawAnswer>;
}

export const post = (url: string, token: string, body: string | Buffer | object, more: readonly string[] = []) =>
  send({
    url,
    headers: [...bearer(token), ...ACCEPT, ...more],
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

export const initializeMessage = (protocolVersion = '2025-11-25', name = 'raw', capabilities: object = {}): object => ({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion, capabilities, clientInfo: { name, version: '1.0.0' } },
});

export const openSession = async (
  url: string,
  token: string,
  protocolVersion?: string,
  capabilities?: object,
): Promise<RawSession> => {
  const answer = await post(url, token, initializeMessage(protocolVersion, 'raw', capabilities));
  const id = answer.headers['mcp-session-id'];
  if (typeof id !== 'string') throw new Error(`no session: ${answer.status} ${answer.body}`);
  const headers = ['Mcp-Session-Id', id];
  await post(url, token, { jsonrpc: '2.0', method: 'notifications/initialized' }, headers);
  return {
    id,
    headers,
    post: (body) => post(url, token, body, headers),
    call: (callId, name, args = {}) =>
      post(
        url,
        token,
        { jsonrpc: '2.0', id: callId, method: 'tools/call', params: { name, arguments: args } },
        headers,
      ),
  };
};
