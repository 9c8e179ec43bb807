import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StdioServerTransport as StdioV1 } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport as TransportV1 } from '@modelcontextprotocol/sdk/shared/transport.js';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { StdioServerTransport as StdioV2, serveStdio } from '@modelcontextprotocol/server/stdio';
import { GridBehaviour } from './behaviour.js';
import { v1Server } from './v1-server.js';
import { v2Server } from './v2-server.js';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** Beside what a child gets anyway. */
  readonly env?: Record<string, string>;
}

/** How a client, or the gateway, reaches a server. */
export type Address = { readonly url: string } | Command;

export interface GridServer {
  readonly kind: ServerKind;
  readonly behaviour: GridBehaviour;
  readonly address: Address;
  /** Ends what clients hold at the server (sessions, streams, children) without a word; it can be reached again at once. */
  interrupt(): void;
  close(): Promise<void>;
}

interface Hosted {
  readonly address: Address;
  interrupt(): void;
  close(): Promise<void>;
}

/** @param port  for servers of HTTP, 0 for a free one */
type Host = (behaviour: GridBehaviour, port: number) => Promise<Hosted>;

const readBody = async (req: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  return body === '' ? undefined : JSON.parse(body);
};

interface HttpHost extends Omit<Hosted, 'interrupt'> {
  /** Breaks every connection. */
  cut(): void;
}

const overHttp = async (listener: RequestListener, path: string, port: number): Promise<HttpHost> => {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    address: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}` },
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/** 2026-07-28 alone: an `initialize` is refused. */
const modern: Host = async (behaviour, port) => {
  const handler = createMcpHandler(() => v2Server(behaviour), { legacy: 'reject' });
  const serve = toNodeHandler(handler);
  const unwatch = behaviour.watch({
    onResourceUpdated: (uri) => handler.notify.resourceUpdated(uri),
    onToolsChanged: () => handler.notify.toolsChanged(),
  });
  const listener = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await readBody(req);
    behaviour.ledger.add(body, req.headers);
    // The adapter's request type is stricter about undefined members than this project's compiler settings.
    await serve(req as Parameters<typeof serve>[0], res, body);
  };
  const host = await overHttp((req, res) => void listener(req, res), '/mcp', port);
  return {
    ...host,
    interrupt: () => host.cut(),
    close: async () => {
      unwatch();
      await handler.close();
      await host.close();
    },
  };
};

/** Streamable HTTP with sessions. */
const legacy: Host = async (behaviour, port) => {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const open = async (): Promise<StreamableHTTPServerTransport> => {
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await v1Server(behaviour).connect(transport as TransportV1);
    return transport;
  };
  const listener = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await readBody(req);
    behaviour.ledger.add(body, req.headers);
    const id = req.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) {
      res.writeHead(404).end();
      return;
    }
    await (known ?? (await open())).handleRequest(req, res, body);
  };
  const host = await overHttp((req, res) => void listener(req, res), '/mcp', port);
  return {
    ...host,
    interrupt: () => {
      sessions.clear();
      host.cut();
    },
  };
};

/** HTTP+SSE of 2024-11-05: a GET opens the stream, whose first event says where to post. */
const httpSse: Host = async (behaviour, port) => {
  const sessions = new Map<string, SSEServerTransport>();
  const listener = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://grid');
    if (pathname === '/sse' && req.method === 'GET') {
      const transport = new SSEServerTransport('/messages', res);
      sessions.set(transport.sessionId, transport);
      res.on('close', () => sessions.delete(transport.sessionId));
      await v1Server(behaviour).connect(transport);
      return;
    }
    const session = pathname === '/messages' ? sessions.get(searchParams.get('sessionId') ?? '') : undefined;
    if (session === undefined) {
      res.writeHead(pathname === '/sse' ? 405 : 404).end();
      return;
    }
    const body = await readBody(req);
    behaviour.ledger.add(body, req.headers);
    await session.handlePostMessage(req, res, body);
  };
  const host = await overHttp((req, res) => void listener(req, res), '/sse', port);
  return { ...host, interrupt: () => host.cut() };
};

/** Children that relay their streams to sockets of this process, each served by `serve`. */
const overStdio = async (
  behaviour: GridBehaviour,
  serve: (stdin: PassThrough, socket: Socket) => Promise<() => Promise<void>>,
): Promise<Hosted> => {
  const sockets = new Set<Socket>();
  const server: SocketServer = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const stdin = socket.pipe(new PassThrough());
    createInterface({ input: socket.pipe(new PassThrough()) }).on('line', (line) =>
      behaviour.ledger.add(JSON.parse(line)),
    );
    const serving = serve(stdin, socket);
    socket.on('close', () => {
      sockets.delete(socket);
      void serving.then((stop) => stop());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const relay = fileURLToPath(new URL('./stdio-relay.mjs', import.meta.url));
  const { port } = server.address() as AddressInfo;
  return {
    address: { command: process.execPath, args: [relay, String(port)] },
    interrupt: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const stdio: Host = (behaviour) =>
  overStdio(behaviour, async (stdin, socket) => {
    const server = v1Server(behaviour);
    await server.connect(new StdioV1(stdin, socket));
    return () => server.close();
  });

const stdioModern: Host = (behaviour) =>
  overStdio(behaviour, async (stdin, socket) => {
    // The factory also makes servers that only answer a probe; those must not tell of changes.
    const unwatches: (() => void)[] = [];
    const handle = serveStdio(
      () => {
        const server = v2Server(behaviour);
        unwatches.push(
          behaviour.watch({
            onResourceUpdated: (uri) => void server.sendResourceUpdated({ uri }).catch(() => undefined),
            onToolsChanged: () => void server.sendToolListChanged().catch(() => undefined),
          }),
        );
        return server;
      },
      { legacy: 'reject', transport: new StdioV2(stdin, socket) },
    );
    return async () => {
      for (const unwatch of unwatches) unwatch();
      await handle.close();
    };
  });

const HOSTS = { modern, legacy, 'http-sse': httpSse, stdio, 'stdio-modern': stdioModern } satisfies Record<
  string,
  Host
>;

export type ServerKind = keyof typeof HOSTS;

export const SERVER_KINDS = Object.keys(HOSTS) as readonly ServerKind[];

/** Words for the names of tests. */
export const SERVERS: Readonly<Record<ServerKind, string>> = {
  modern: 'a modern server',
  legacy: 'a legacy session server',
  'http-sse': 'an HTTP+SSE server',
  stdio: 'a legacy stdio server',
  'stdio-modern': 'a modern stdio server',
};

/** A server of the grid on a port or as a child of its own. @param port  of HTTP, a free one by default */
export const startServer = async (kind: ServerKind, port = 0): Promise<GridServer> => {
  const behaviour = new GridBehaviour();
  return { kind, behaviour, ...(await HOSTS[kind](behaviour, port)) };
};
