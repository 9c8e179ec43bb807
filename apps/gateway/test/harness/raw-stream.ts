import { request } from 'node:http';

export interface RawStream {
  readonly status: number;
  /** Everything received so far. */
  text(): string;
  /** `data` of the events received so far, parsed. */
  messages(): Record<string, unknown>[];
  /** Resolves when the answer is over, `complete` when the server ended it. */
  readonly ended: Promise<{ complete: boolean }>;
  destroy(): void;
}

export interface RawStreamRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Alternating names and values. */
  readonly headers: readonly string[];
  readonly body?: object;
}

/** Sends a request and leaves its answer open, so that what arrives can be seen as it arrives. */
export const openRawStream = ({ url, method, headers, body }: RawStreamRequest): Promise<RawStream> =>
  new Promise((resolve, reject) => {
    const { host, hostname, port, pathname } = new URL(url);
    const accept = method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream';
    const type = body === undefined ? [] : ['Content-Type', 'application/json'];
    const all = ['Host', host, ...headers, 'Accept', accept, ...type];
    const req = request({
      hostname,
      port,
      path: pathname,
      method,
      agent: false,
      setHost: false,
      headers: all as never,
    });
    req.on('error', reject);
    req.on('response', (res) => {
      let received = '';
      res.on('data', (chunk: Buffer) => {
        received += chunk.toString();
      });
      res.on('error', () => undefined);
      resolve({
        status: res.statusCode ?? 0,
        text: () => received,
        messages: () =>
          received
            .split('\n')
            .filter((line) => line.startsWith('data: '))
            .map((line) => JSON.parse(line.slice('data: '.length)) as Record<string, unknown>),
        ended: new Promise((done) => res.on('close', () => done({ complete: res.complete }))),
        destroy: () => req.destroy(),
      });
    });
    req.end(body === undefined ? undefined : JSON.stringify(body));
  });
