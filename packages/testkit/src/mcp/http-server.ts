import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { McpScript } from './script.js';
import { ScriptedServer, type Wire, type WireMessage } from './scripted-server.js';

export interface HttpMcpServerOptions {
  /** How a request is answered: one JSON body, or an event stream. */
  readonly framing: 'json' | 'sse';
  /** Hand out a session at `initialize`, and insist on it. */
  readonly sessions?: boolean;
  /** Of the loopback; any free one unless given. */
  readonly port?: number;
  /** Looks at every request first; answers those it does not let through itself. */
  readonly guard?: (req: IncomingMessage, res: ServerResponse) => 'pass' | 'answered';
}

export interface ReceivedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpMcpServer {
  /** The MCP endpoint. */
  readonly url: string;
  readonly port: number;
  /** HTTP requests in the order they came, with what they carried. */
  readonly requests: readonly ReceivedRequest[];
  readonly messages: readonly WireMessage[];
  /** Sends a message to every client that listens with GET. */
  push(message: object): void;
  /** Forgets every session, as a restart would. */
  forgetSessions(): void;
  close(): Promise<void>;
}

/** A scripted MCP server over Streamable HTTP on a random port of the loopback. */
export async function startHttpMcpServer(script: McpScript, options: HttpMcpServerOptions): Promise<HttpMcpServer> {
  const peer = new ScriptedServer(script);
  const requests: ReceivedRequest[] = [];
  const sessions = new Set<string>();
  const listeners = new Set<ServerResponse>();
  const server = createServer((req, res) => {
    void handle(req, res).catch(() => res.destroy());
  });

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await readBody(req);
    requests.push({ method: req.method ?? '', headers: req.headers, body });
    const message: WireMessage | null = req.method === 'POST' ? JSON.parse(body) : null;
    if (options.guard?.(req, res) === 'answered') return;
    const refusal = options.sessions ? sessionRefusal(req, message, sessions) : null;
    if (refusal !== null) return void res.writeHead(refusal).end();
    if (req.method === 'GET') return listen(res, listeners);
    if (req.method === 'DELETE') return void res.writeHead(200).end();
    if (message === null) return void res.writeHead(405, { allow: 'GET, POST, DELETE' }).end();
    if (message.method === 'initialize' && options.sessions) res.setHeader('mcp-session-id', openSession(sessions));
    if (message.method === undefined || message.id === undefined) {
      await peer.receive(message, silentWire);
      return void res.writeHead(202).end();
    }
    await peer.receive(message, options.framing === 'json' ? jsonWire(res) : sseWire(res));
    res.end();
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    requests,
    messages: peer.received,
    push: (message) => {
      for (const res of listeners) res.write(eventOf(message));
    },
    forgetSessions: () => sessions.clear(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function openSession(sessions: Set<string>): string {
  const id = randomUUID();
  sessions.add(id);
  return id;
}

/** 400 without a session, 404 with one that is not known, as the specification asks. */
function sessionRefusal(req: IncomingMessage, message: WireMessage | null, sessions: Set<string>): number | null {
  if (message?.method === 'initialize') return null;
  const id = req.headers['mcp-session-id'];
  if (typeof id !== 'string') return 400;
  return sessions.has(id) ? null : 404;
}

function listen(res: ServerResponse, listeners: Set<ServerResponse>): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  listeners.add(res);
  res.once('close', () => listeners.delete(res));
}

const eventOf = (message: object): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`;

const silentWire: Wire = { send: () => {}, write: () => {}, drop: () => {} };

/** One body has room for the answer alone: notifications and requests of the server are lost. */
function jsonWire(res: ServerResponse): Wire {
  const write = (text: string) => {
    res.writeHead(200, { 'content-type': 'application/json' }).write(text);
  };
  return {
    send: (message) => {
      if (!('method' in message)) write(JSON.stringify(message));
    },
    write,
    drop: () => res.destroy(),
  };
}

function sseWire(res: ServerResponse): Wire {
  const write = (text: string) => {
    if (!res.headersSent) res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    res.write(text);
  };
  return { send: (message) => write(eventOf(message)), write, drop: () => res.destroy() };
}
