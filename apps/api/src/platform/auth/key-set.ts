import { hours, minutes, seconds } from '@sallyport/contracts';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const FRESH_MS = minutes(10);
/** How long keys outlive an identity provider that does not answer; docs/architecture "When things fail". */
const STALE_MS = hours(24);
/** An unknown key id makes us ask again at most this often, however many forged tokens arrive. */
const REFETCH_COOLDOWN_MS = seconds(30);
const FETCH_TIMEOUT_MS = seconds(5);

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const jwksSchema = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(100),
});

interface Fetched {
  readonly find: JWTVerifyGetKey;
  readonly at: number;
}

/** The identity provider cannot be asked and no usable key is known. */
export class KeysUnavailableError extends Error {}

/**
 * Signing keys of one issuer, found by OIDC discovery. Fetched on first use, refreshed every ten minutes and when a token
 * names an unknown key; when the issuer does not answer, the last keys serve for 24 hours. One fetch at a time.
 * @throws KeysUnavailableError from the returned function when there are no keys to try
 */
export const createKeySet = (
  issuer: string,
  { now = Date.now, fetchJson = getJson }: { now?: () => number; fetchJson?: (url: string) => Promise<unknown> } = {},
): JWTVerifyGetKey => {
  let fetched: Fetched | null = null;
  let lastAttemptAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  const refresh = async (): Promise<void> => {
    lastAttemptAt = now();
    try {
      fetched = { find: createLocalJWKSet(await fetchKeys(issuer, fetchJson)), at: now() };
    } catch (cause) {
      if (!fetched || now() - fetched.at > STALE_MS) {
        fetched = null;
        throw new KeysUnavailableError('signing keys of the issuer cannot be fetched', { cause });
      }
    }
  };
  const refreshOnce = (): Promise<void> => {
    pending ??= refresh().finally(() => {
      pending = null;
    });
    return pending;
  };
  const mayAsk = (): boolean => now() - lastAttemptAt >= REFETCH_COOLDOWN_MS;
  const current = async (): Promise<Fetched> => {
    if (!fetched || (now() - fetched.at > FRESH_MS && mayAsk())) await refreshOnce();
    if (!fetched) throw new KeysUnavailableError('no signing keys');
    return fetched;
  };

  return async (header, token) => {
    const keys = await current();
    try {
      return await keys.find(header, token);
    } catch (err) {
      if (!(err instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw err;
      await refreshOnce();
      return (await current()).find(header, token);
    }
  };
};

const fetchKeys = async (issuer: string, fetchJson: (url: string) => Promise<unknown>): Promise<JSONWebKeySet> => {
  const discovery = discoverySchema.parse(await fetchJson(`${issuer}/.well-known/openid-configuration`));
  if (discovery.issuer.replace(/\/+$/, '') !== issuer) throw new Error('the discovery document names another issuer');
  return jwksSchema.parse(await fetchJson(discovery.jwks_uri));
};

const getJson = async (url: string): Promise<unknown> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), redirect: 'error' });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
};
