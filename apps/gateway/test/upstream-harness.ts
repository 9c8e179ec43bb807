import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { AppError } from '@sallyport/contracts';
import { Dialler } from '@sallyport/safe-dial';
import { createLogger, type Logger } from '@sallyport/service-kit';
import { onTestFinished } from 'vitest';
import { HttpEndpoint } from '../src/upstream/http-endpoint.js';
import { HttpUpstream } from '../src/upstream/http-upstream.js';
import { OWN_PEER } from '../src/upstream/own-call.js';
import type {
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamSession,
  UpstreamSink,
} from '../src/upstream/upstream.js';

/** Whether there is such a process. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export const silentLogger = (): Logger => createLogger({ name: 'gateway', level: 'silent' });

/** Path of the entry of a published MCP server. */
export const serverEntry = (name: 'everything' | 'filesystem' | 'memory'): string =>
  fileURLToPath(new URL(`../node_modules/@modelcontextprotocol/server-${name}/dist/index.js`, import.meta.url));

export interface Answer {
  head: { status: number; stream: boolean; sessionId: string | null } | null;
  messages: { raw: Buffer; eventId: string | undefined }[];
  cursors: [string | undefined, number | undefined][];
  error: AppError | null;
  ended: boolean;
}

export interface Running {
  readonly answer: Answer;
  readonly exchange: UpstreamExchange;
  /** Settles with the end or the error. */
  readonly done: Promise<Answer>;
}

interface Watch {
  /** Return false to pause. */
  onMessage?(raw: Buffer, answer: Answer): boolean | undefined;
}

/** Runs an exchange and keeps everything its sink hears; breaking the sink's contract fails the test. */
export const collect = (start: (sink: UpstreamSink) => UpstreamExchange, watch: Watch = {}): Running => {
  const answer: Answer = { head: null, messages: [], cursors: [], error: null, ended: false };
  let settle: (answer: Answer) => void = () => undefined;
  let violate: (error: Error) => void = () => undefined;
  const done = new Promise<Answer>((resolve, reject) => {
    settle = resolve;
    violate = reject;
  });
  let started = false;
  const check = (allowed: boolean, what: string) => {
    if (!started || answer.ended || answer.error !== null || !allowed)
      violate(new Error(`sink heard ${what} out of turn`));
  };
  const exchange = start({
    onHead: (head) => {
      check(answer.head === null && answer.messages.length === 0, 'a head');
      answer.head = head;
    },
    onMessage: (raw, eventId) => {
      check(answer.head !== null, 'a message');
      answer.messages.push({ raw, eventId });
      return watch.onMessage?.(raw, answer);
    },
    onCursor: (eventId, retryMs) => answer.cursors.push([eventId, retryMs]),
    onEnd: () => {
      check(answer.head !== null, 'the end');
      answer.ended = true;
      settle(answer);
    },
    onError: (error) => {
      check(true, 'an error');
      answer.error = error;
      settle(answer);
    },
  });
  started = true;
  return { answer, exchange, done };
};

/** A client. Two with the same principal are two sessions of one person. */
export const peer = (facts: Partial<Peer> = {}): Peer => ({
  era: 'legacy',
  protocolVersion: '2025-11-25',
  client: { name: 'test', version: '1' },
  capabilities: {},
  key: 'org/ada/server/1',
  principalId: 'ada',
  ...facts,
});

export const modernPeer = (facts: Partial<Peer> = {}): Peer =>
  peer({ era: 'modern', protocolVersion: '2026-07-28', ...facts });

export interface RequestOptions {
  readonly peer?: Peer;
  readonly inputSchema?: unknown;
  readonly session?: UpstreamSession | null;
  readonly progressToken?: string | number;
  readonly timeoutMs?: number | null;
  readonly traceparent?: string;
}

export const request = (
  id: string | number,
  method: string,
  params?: object,
  options: RequestOptions = {},
): UpstreamCall => {
  const { progressToken } = options;
  const full = progressToken === undefined ? params : { ...params, _meta: { progressToken } };
  return {
    body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, ...(full !== undefined && { params: full }) })),
    kind: 'request',
    id,
    method,
    params: full,
    peer: options.peer ?? OWN_PEER,
    inputSchema: options.inputSchema,
    progressToken,
    session: options.session ?? null,
    traceparent: options.traceparent ?? null,
    timeoutMs: options.timeoutMs === undefined ? 10_000 : options.timeoutMs,
  };
};

/** A request of revision 2026-07-28. */
export const modernRequest = (
  id: string | number,
  method: string,
  params: object = {},
  { meta, ...options }: RequestOptions & { readonly meta?: object } = {},
): UpstreamCall => {
  const from = options.peer ?? modernPeer();
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': from.protocolVersion,
    'io.modelcontextprotocol/clientInfo': from.client,
    'io.modelcontextprotocol/clientCapabilities': from.capabilities,
    ...meta,
  };
  return request(id, method, { ...params, _meta }, { ...options, peer: from });
};

/** A client's answer to a question of the server. */
export const answerTo = (id: string | number, result: object, session: UpstreamSession, from: Peer): UpstreamCall => ({
  ...request(id, '', undefined, { peer: from, session }),
  body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, result })),
  kind: 'response',
  method: null,
});

export const notification = (method: string, session: UpstreamSession | null, params?: object): UpstreamCall => ({
  ...request(0, method),
  body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', method, ...(params !== undefined && { params }) })),
  kind: 'notification',
  id: null,
  session,
});

export const call = (upstream: Upstream, message: UpstreamCall): Promise<Answer> =>
  collect((sink) => upstream.send(message, sink)).done;

/** The last message of an answer, parsed. */
export const lastMessage = (answer: Answer): Record<string, unknown> => {
  const last = answer.messages.at(-1);
  if (last === undefined) throw new Error(`no message came: ${String(answer.error)}`, { cause: answer.error?.cause });
  return JSON.parse(last.raw.toString());
};

export const resultOf = (answer: Answer): Record<string, unknown> => {
  const { result, error } = lastMessage(answer);
  if (result === undefined) throw new Error(`an error came: ${JSON.stringify(error)}`);
  return result as Record<string, unknown>;
};

export const textOf = (answer: Answer): string => {
  const { content } = resultOf(answer) as { content: { text: string }[] };
  return content.map(({ text }) => text).join('');
};

export const initialize = (
  id: string | number = 0,
  protocolVersion = '2025-11-25',
  capabilities: object = {},
): UpstreamCall =>
  request(id, 'initialize', { protocolVersion, capabilities, clientInfo: { name: 'test', version: '1' } });

/** Initialises and tells so. */
export const openSession = async (upstream: Upstream, from: Peer = OWN_PEER): Promise<UpstreamSession> => {
  const answer = await call(upstream, { ...initialize(0, from.protocolVersion, from.capabilities), peer: from });
  const { protocolVersion } = resultOf(answer) as { protocolVersion: string };
  const session = { id: answer.head?.sessionId ?? null, protocolVersion };
  await call(upstream, { ...notification('notifications/initialized', session), peer: from });
  return session;
};

export const until = async (condition: () => boolean, what: string, timeoutMs = 10_000): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export interface RawRequest {
  readonly socket: Socket;
  readonly head: string;
  readonly body: string;
  /** 0 for the first request this server saw. */
  readonly index: number;
  /** 0 for the first connection. */
  readonly connection: number;
}

export interface RawServer {
  readonly port: number;
  readonly requests: RawRequest[];
  readonly connections: Set<Socket>;
  accepted: number;
}

/** A server that is scripted byte by byte; it reads requests as we send them: a head, and a body of the announced length. */
export const rawServer = async (onRequest: (request: RawRequest) => void): Promise<RawServer> => {
  const server: Server = createServer();
  const state = { port: 0, requests: [] as RawRequest[], connections: new Set<Socket>(), accepted: 0 };
  server.on('connection', (socket) => {
    const connection = state.accepted++;
    state.connections.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('close', () => state.connections.delete(socket));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (text.length < end + 4 + length) return;
        const entry = {
          socket,
          head,
          body: text.slice(end + 4, end + 4 + length),
          index: state.requests.length,
          connection,
        };
        text = text.slice(end + 4 + length);
        state.requests.push(entry);
        onRequest(entry);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  state.port = address.port;
  onTestFinished(() => {
    for (const socket of state.connections) socket.destroy();
    server.close();
  });
  return state;
};

/** An HTTP answer with a length. */
export const http = (body: string, headers = 'Content-Type: application/json', status = '200 OK'): string =>
  `HTTP/1.1 ${status}\r\n${headers}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

export const rpcResult = (body: string, result: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(body).id, result });

type Limits = ConstructorParameters<typeof HttpEndpoint>[2];

export const httpEndpoint = (port: number, path = '/mcp', limits: Limits = {}): HttpEndpoint =>
  new HttpEndpoint(new URL(`http://127.0.0.1:${port}${path}`), new Dialler({ allow: [`127.0.0.1:${port}`] }), limits);

export const httpUpstream = (port: number, path = '/mcp', limits: Limits = {}): HttpUpstream => {
  const upstream = new HttpUpstream(httpEndpoint(port, path, limits));
  onTestFinished(() => upstream.close());
  return upstream;
};

/** Starts server-everything on a free port and waits until it listens. */
export const startEverything = async (): Promise<{ port: number; process: ChildProcess }> => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  const child = spawn(process.execPath, [serverEntry('everything'), 'streamableHttp'], {
    env: { PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    const read = (chunk: Buffer) => {
      log += chunk.toString();
      if (/listening on port/i.test(log)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`server-everything ended: ${log}`)));
  });
  return { port, process: child };
};
