import { z } from 'zod';
import { getEnv } from '../env';
import type { Session } from './session';

const RENEW_BEFORE_MS = 60_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** Requests sent before the browser stored the new cookie still carry the old refresh token for about this long. */
const KEEP_RESULT_MS = 60_000;

const tokenAnswerSchema = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});

const renewals = new Map<string, Promise<Session | null>>();
let tokenEndpoint: Promise<string> | undefined;

export const needsRenewal = (session: Session, nowMs: number): boolean =>
  session.accessTokenExpiresAtMs - nowMs < RENEW_BEFORE_MS;

/**
 * Exchanges the refresh token for a new access token. Requests that arrive together share one exchange: a provider that
 * rotates refresh tokens ends the whole grant when it sees one twice.
 * @returns the renewed session, or null when the provider refuses and the session is over
 * @throws Error when the provider cannot be reached; the session may still be good
 */
export const renewSession = (session: Session): Promise<Session | null> => {
  const { refreshToken } = session;
  if (!refreshToken) return Promise.resolve(null);
  const running = renewals.get(refreshToken);
  if (running) return running;
  const renewal = exchange(session, refreshToken);
  renewals.set(refreshToken, renewal);
  const forget = () => renewals.delete(refreshToken);
  renewal.then(() => setTimeout(forget, KEEP_RESULT_MS).unref(), forget);
  return renewal;
};

const exchange = async (session: Session, refreshToken: string): Promise<Session | null> => {
  const { oidc } = getEnv();
  const credentials = `${encodeURIComponent(oidc.clientId)}:${encodeURIComponent(oidc.clientSecret)}`;
  const response = await fetch(await findTokenEndpoint(), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, resource: oidc.audience }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  if (response.status >= 500) throw new Error(`The identity provider answered ${response.status} to a renewal`);
  if (!response.ok) return null;
  const answer = tokenAnswerSchema.parse(await response.json());
  return {
    ...session,
    accessToken: answer.access_token,
    accessTokenExpiresAtMs: Date.now() + answer.expires_in * 1000,
    refreshToken: answer.refresh_token ?? refreshToken,
  };
};

const findTokenEndpoint = (): Promise<string> => {
  tokenEndpoint ??= discoverTokenEndpoint().catch((error: unknown) => {
    tokenEndpoint = undefined;
    throw error;
  });
  return tokenEndpoint;
};

const discoverTokenEndpoint = async (): Promise<string> => {
  const response = await fetch(`${getEnv().oidc.issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The identity provider answered ${response.status} to discovery`);
  return z.object({ token_endpoint: z.url() }).parse(await response.json()).token_endpoint;
};
