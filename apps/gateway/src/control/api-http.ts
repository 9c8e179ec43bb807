import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { kib, mib, seconds } from '@sallyport/contracts';
import type { Secret } from '@sallyport/service-kit';

const ANSWER_TIMEOUT_MS = seconds(30);
/** A signed snapshot is the largest answer: 64 MiB of payload, escaped into JSON. */
const ANSWER_BYTES_MAX = mib(130);
const CONNECTIONS_MAX = 8;

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the api's base URL, with a leading slash. */
  readonly path: string;
  /** Parts of a JSON body, sent one after the other without joining them. */
  readonly body?: readonly Buffer[];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface ApiAnswer {
  readonly status: number;
  /** Seconds of `Retry-After`, when the api sent them. */
  readonly retryAfterSeconds: number | null;
  readonly body: Buffer;
}

/** The gateway's connection to the api. Rejects when no whole answer arrived; any status is an answer. */
export interface ApiHttp {
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Opens a stream of server-sent events; rejects unless it is one. */
  openStream(path: string, signal: AbortSignal): Promise<IncomingMessage>;
  /** Ends all connections. */
  close(): void;
}

/** Speaks node:http and nothing above it: this runs in the process of the data plane. */
export function createApiHttp(options: { readonly apiUrl: string; readonly token: Secret }): ApiHttp {
  const base = new URL(options.apiUrl);
  const isTls = base.protocol === 'https:';
  const agentOptions = { keepAlive: true, maxSockets: CONNECTIONS_MAX };
  const agent = isTls ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const open = isTls ? httpsRequest : httpRequest;

  const start = (method: string, path: string, headers: Record<string, string | number>, signal?: AbortSignal) =>
    open({
      agent,
      method,
      hostname: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port,
      path: `${base.pathname.replace(/\/$/, '')}${path}`,
      headers: { authorization: `Bearer ${options.token.reveal()}`, ...headers },
      ...(signal === undefined ? {} : { signal }),
    });

  return {
    send: async ({ method, path, body, timeoutMs = ANSWER_TIMEOUT_MS, signal }) => {
      const bytes = body?.reduce((sum, part) => sum + part.length, 0) ?? 0;
      const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes };
      const request = start(method, path, { accept: 'application/json', ...headers }, signal);
      const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      try {
        const answer = responseTo(request);
        for (const part of body ?? []) request.write(part);
        request.end();
        return await readAnswer(await answer);
      } finally {
        clearTimeout(timer);
      }
    },
    openStream: async (path, signal) => {
      const request = start('GET', path, { accept: 'text/event-stream' }, signal);
      const answer = responseTo(request);
      request.end();
      const response = await answer;
      if (response.statusCode === 200 && response.headers['content-type']?.startsWith('text/event-stream')) {
        return response;
      }
      response.destroy();
      throw new Error(`the api answered ${response.statusCode} where a stream was expected`);
    },
    close: () => agent.destroy(),
  };
}

/** The head of the answer. A connection that breaks later rejects whoever reads the body. */
function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
}

async function readAnswer(response: IncomingMessage): Promise<ApiAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > ANSWER_BYTES_MAX) throw new Error('the api answered more than the limit');
    parts.push(part);
  }
  if (!response.complete) throw new Error('the answer of the api ended early');
  const retryAfter = Number(response.headers['retry-after']);
  return {
    status: response.statusCode ?? 0,
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter >= 0 ? retryAfter : null,
    body: Buffer.concat(parts),
  };
}

/** First part of an answer's text, for a log line. */
export const excerpt = ({ body }: ApiAnswer): string => body.subarray(0, kib(1)).toString('utf8');
