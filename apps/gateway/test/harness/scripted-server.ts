import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: Readonly<Record<string, unknown>> | null;
}

/** What the server does with one JSON-RPC request. Bytes are sent as they are. */
export type Script = (request: ReceivedRequest, res: ServerResponse) => void | Promise<void>;

export interface ScriptedServer {
  readonly url: string;
  readonly address: string;
  readonly received: ReceivedRequest[];
  /** Requests with this JSON-RPC method. */
  of(method: string): ReceivedRequest[];
  /** Replaces what happens to a JSON-RPC method; `GET` and `DELETE` stand for the HTTP methods. */
  on(method: string, script: Script): void;
  /** What happens to a JSON-RPC method now. */
  scriptOf(method: string): Script;
  close(): Promise<void>;
}

export const json = (res: ServerResponse, body: string, headers: Record<string, string> = {}): void => {
  res.writeHead(200, { 'content-type': 'application/json', ...headers });
  res.end(body);
};

export const rpcResult = (request: ReceivedRequest, result: unknown): string =>
  JSON.stringify({ result, jsonrpc: '2.0', id: request.message?.id });

export const openStream = (res: ServerResponse): ((message: unknown, id?: string) => void) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.flushHeaders();
  return (message, id) => {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    res.write(`${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`);
  };
};

export const text = (value: string): unknown => ({ content: [{ type: 'text', text: value }] });

export const tool = (name: string, extra: Record<string, unknown> = {}): Record<string, unknown> => ({
  name,
  description: `The tool ${name}`,
  inputSchema: { type: 'object', properties: { message: { type: 'string' }, path: { type: 'string' } } },
  ...extra,
});

/** A Streamable HTTP server that does what a test says, byte for byte, and remembers what reached it. */
export const startScriptedServer = async (tools: readonly Record<string, unknown>[]): Promise<ScriptedServer> => {
  const received: ReceivedRequest[] = [];
  const scripts = new Map<string, Script>();
  let sessions = 0;
  scripts.set('initialize', (request, res) => {
    const { protocolVersion } = (request.message?.params ?? {}) as { protocolVersion?: string };
    const result = {
      protocolVersion,
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name: 'scripted', version: '1.0.0' },
    };
    json(res, rpcResult(request, result), { 'mcp-session-id': `upstream-${++sessions}` });
  });
  scripts.set('tools/list', (request, res) => json(res, rpcResult(request, { tools })));
  scripts.set('ping', (request, res) => json(res, rpcResult(request, {})));
  scripts.set('tools/call', (request, res) => {
    const { params } = request.message as { params: { arguments?: { message?: string } } };
    json(res, rpcResult(request, text(params.arguments?.message ?? 'done')));
  });
  scripts.set('GET', (_request, res) => {
    res.writeHead(405);
    res.end();
  });
  scripts.set('DELETE', (_request, res) => {
    res.writeHead(200);
    res.end();
  });
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const message = body === '' ? null : (JSON.parse(body) as Record<string, unknown>);
      const request = { method: req.method ?? '', headers: req.headers, body, message };
      received.push(request);
      const key = message === null ? request.method : typeof message.method === 'string' ? message.method : 'answer';
      const script = scripts.get(key);
      if (script !== undefined) {
        void script(request, res);
        return;
      }
      res.writeHead(202);
      res.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    address: `127.0.0.1:${port}`,
    received,
    of: (method) => received.filter(({ message }) => message?.method === method),
    on: (method, script) => void scripts.set(method, script),
    scriptOf: (method) => scripts.get(method) ?? ((_request, res) => void res.writeHead(202).end()),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
