import { allowInsecureRequests, customFetch } from 'oauth4webapi';
import { UpstreamAuthError } from './problems.js';

export interface AuthRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string | URLSearchParams | undefined;
  /** `manual` for everything that carries a secret: a redirect is an answer then, never followed. */
  readonly redirect: 'follow' | 'manual';
  readonly signal?: AbortSignal | undefined;
}

/** `fetch` as far as it is used here. The caller's is expected to check addresses; this package opens no connection itself. */
export type AuthFetch = (url: string, request: AuthRequest) => Promise<Response>;

export interface AuthEnvironment {
  readonly fetch: AuthFetch;
  /** Whether this http address may be used although OAuth wants https; never asked about anything else. Default: never. */
  readonly allowHttp?: (url: URL) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const ANSWER_BYTES_MAX = 1024 * 1024;

/**
 * An address a server or an authorization server named, ready to be used: https (or http the environment allows), no
 * credentials in it, no fragment.
 * @throws UpstreamAuthError `endpoint-insecure`
 */
export const safeUrl = (text: string, { allowHttp }: Pick<AuthEnvironment, 'allowHttp'>): URL => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && allowHttp?.(url) === true));
  if (!secure || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new UpstreamAuthError('endpoint-insecure');
  }
  return url;
};

/**
 * The JSON document at an address; null where there is none (4xx), so that the next candidate can be tried.
 * @throws UpstreamAuthError `metadata-unreachable`, `metadata-invalid`
 */
export const readDocument = async (env: AuthEnvironment, url: URL): Promise<unknown> => {
  const request: AuthRequest = { method: 'GET', headers: { accept: 'application/json' }, redirect: 'follow' };
  const response = await bounded(env.fetch)(url.href, request).catch((cause: unknown) => {
    throw new UpstreamAuthError('metadata-unreachable', { cause });
  });
  if (response.status >= 400 && response.status < 500) return null;
  if (response.status !== 200) throw new UpstreamAuthError('metadata-unreachable');
  return response.json().catch((cause: unknown) => {
    throw new UpstreamAuthError('metadata-invalid', { cause });
  });
};

/** Options for oauth4webapi. Endpoints were checked by {@link safeUrl}, which may allow http where the library would not. */
export const throughFetch = (env: AuthEnvironment) => ({
  [customFetch]: bounded(env.fetch),
  [allowInsecureRequests]: true,
});

/** Reads answers whole, but no further than a document of this kind can be long. */
const bounded =
  (fetch: AuthFetch): AuthFetch =>
  async (url, request) => {
    const response = await fetch(url, request);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes > ANSWER_BYTES_MAX) throw new Error('the answer is longer than 1 MiB');
      parts.push(part);
    }
    const { status, headers } = response;
    return new Response(bytes === 0 ? null : Buffer.concat(parts), { status, headers });
  };
