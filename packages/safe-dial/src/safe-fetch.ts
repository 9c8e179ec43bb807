import { type IncomingMessage, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import { mib, seconds } from '@sallyport/contracts';
import { type Dialler, originOf } from './dialler.js';

export interface SafeRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | undefined;
  /** `follow`: redirects of a GET are followed. `manual`: a redirect is an answer like any other. */
  readonly redirect: 'follow' | 'manual';
  readonly signal?: AbortSignal | undefined;
}

export type SafeFetch = (url: string, request: SafeRequest) => Promise<Response>;

export interface SafeFetchOptions {
  /** Whole answers with everything before them, redirects included. */
  readonly timeoutMs?: number;
  readonly bytesMax?: number;
}

const REDIRECTS_MAX = 3;
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);
/** What may be said to an origin the request was not made for. */
const HARMLESS = new Set(['accept', 'accept-language']);

/**
 * Fetches what strangers name: https only, or the `host:port` the dialler was told to allow; addresses checked and pinned by
 * the {@link Dialler}; at most 1 MiB and 5 s. At most 3 redirects, of reads only, each checked like a first request; another
 * origin gets neither headers nor body of the first. Credentials and cookies of the process have no way in.
 * @returns the answer with its body in memory; rejects with AppError `upstream.unavailable` or an Error
 */
export const createSafeFetch = (
  dialler: Pick<Dialler, 'allows' | 'dial'>,
  { timeoutMs = seconds(5), bytesMax = mib(1) }: SafeFetchOptions = {},
): SafeFetch => {
  const fetchOnce = async (url: URL, request: SafeRequest, signal: AbortSignal): Promise<Response> => {
    const origin = originOf(url);
    if (!['https:', 'http:'].includes(url.protocol)) throw new Error('only http and https are fetched');
    if (!origin.tls && !dialler.allows(origin)) throw new Error('http is only used for hosts the operator allows');
    const socket = await dialler.dial(origin);
    try {
      return await exchange(socket, url, request, { signal, bytesMax });
    } finally {
      socket.destroy();
    }
  };

  return async (text, request) => {
    const clock = AbortSignal.timeout(timeoutMs);
    const signal = request.signal === undefined ? clock : AbortSignal.any([clock, request.signal]);
    let url = new URL(text);
    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const response = await abortable(fetchOnce(url, current, signal), signal);
      const next = redirectOf(response, url, current);
      if (next === null) return response;
      if (redirects === REDIRECTS_MAX) throw new Error('too many redirects');
      current = { ...current, headers: headersFor(next, url, current.headers) };
      url = next;
    }
  };
};

const redirectOf = ({ status, headers }: Response, from: URL, { method, redirect }: SafeRequest): URL | null => {
  const location = headers.get('location');
  if (method !== 'GET' || redirect !== 'follow' || !REDIRECT_STATUSES.has(status) || location === null) return null;
  return new URL(location, from);
};

const headersFor = (to: URL, from: URL, headers: Readonly<Record<string, string>> = {}): Record<string, string> => {
  if (to.origin === from.origin) return { ...headers };
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())));
};

const exchange = async (
  socket: Socket,
  url: URL,
  { method, headers, body }: SafeRequest,
  { signal, bytesMax }: { readonly signal: AbortSignal; readonly bytesMax: number },
): Promise<Response> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const text = body?.toString();
    const started = startRequest({
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...headers,
        ...(body instanceof URLSearchParams && { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }),
        ...(text !== undefined && { 'content-length': Buffer.byteLength(text) }),
        host: url.host,
        'user-agent': 'Sallyport',
      },
      signal,
      createConnection: () => socket,
    });
    started.once('response', resolve).once('error', reject).end(text);
  });
  return toResponse(response, await readWhole(response, bytesMax));
};

const readWhole = async (response: IncomingMessage, bytesMax: number): Promise<Buffer> => {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Error('the answer is compressed without having been asked for');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > bytesMax) throw new Error(`the answer is longer than ${bytesMax} bytes`);
    parts.push(part);
  }
  if (!response.complete) throw new Error('the answer ended early');
  return Buffer.concat(parts);
};

const toResponse = (response: IncomingMessage, body: Buffer): Response => {
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return new Response(body.length === 0 ? null : body, { status: response.statusCode ?? 0, headers });
};

/** Rejects when the time is over even while a name is being resolved, which nothing can interrupt. */
const abortable = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error('no whole answer in time', { cause: signal.reason }));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
