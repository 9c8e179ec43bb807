import type { Account, AuthOptions, Profile } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { getEnv } from '../env';
import { PROVIDER_ID } from './provider-id';
import { SESSION_MAX_AGE_S, type Session } from './session';

const ACCESS_TOKEN_LIFETIME_ASSUMED_MS = 5 * 60_000;

interface Claims extends Profile {
  readonly sub: string;
}

/** next-auth with one OpenID Connect provider; tokens live in the encrypted session cookie and nowhere else. */
export const createAuthOptions = (): AuthOptions => ({
  secret: getEnv().sessionSecret,
  providers: [createProvider()],
  session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_S },
  pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
  callbacks: {
    jwt: ({ token, account, profile }) => (account ? toSession(token, account, profile) : token),
    // The browser may ask next-auth who is signed in; it is told a name and never a token.
    session: ({ session, token }) => ({ ...session, user: { name: token.name ?? null, email: token.email ?? null } }),
  },
});

const createProvider = (): OAuthConfig<Claims> => {
  const { oidc } = getEnv();
  return {
    id: PROVIDER_ID,
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: `${oidc.issuer}/.well-known/openid-configuration`,
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    client: { id_token_signed_response_alg: oidc.idTokenAlg },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    // `resource` is RFC 8707; `audience` is what providers older than it call the same thing.
    authorization: { params: { scope: 'openid profile email', resource: oidc.audience, audience: oidc.audience } },
    httpOptions: { timeout: 10_000 },
    profile: (claims) => ({ id: claims.sub, name: claims.name ?? null, email: claims.email ?? null }),
  };
};

const toSession = (token: JWT, account: Account, profile: Profile | undefined): Session => {
  if (!account.access_token) throw new Error('The identity provider sent no access token');
  const email = profile?.email ?? token.email ?? '';
  return {
    sub: account.providerAccountId,
    name: profile?.name ?? token.name ?? email,
    email,
    accessToken: account.access_token,
    accessTokenExpiresAtMs: account.expires_at
      ? account.expires_at * 1000
      : Date.now() + ACCESS_TOKEN_LIFETIME_ASSUMED_MS,
    refreshToken: account.refresh_token ?? null,
  };
};
