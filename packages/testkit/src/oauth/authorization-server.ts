import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface AuthorizationServerOptions {
  /** Of the loopback; any free one unless given. */
  readonly port?: number;
  /** Members of the metadata to add or, with undefined, to leave out. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface Granted {
  readonly clientId: string;
  readonly resource: string | null;
  readonly scopes: readonly string[];
}

export interface ScriptedAuthorizationServer {
  readonly issuer: string;
  readonly port: number;
  /** What was asked of it, token requests with their form. */
  readonly requests: readonly {
    readonly path: string;
    readonly form: URLSearchParams;
    readonly authorization: string;
  }[];
  /** What a valid access token for a resource stands for; null for any other. */
  verify(token: string, resource: string): Granted | null;
  /** Seconds the access tokens live that are issued from now on. */
  setLifetime(seconds: number): void;
  /** Ends every access token, as their expiry would; refresh tokens stay good. */
  expireAccessTokens(): void;
  /** Ends everything that was granted, as an administrator would. */
  revokeEverything(): void;
  /** Refuses consent from now on, or grants it again. */
  setConsent(given: boolean): void;
  close(): Promise<void>;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const secret = (kind: string): string => `${kind}-${randomBytes(18).toString('base64url')}`;

/**
 * An authorization server on loopback that consents to everything at once: dynamic registration, PKCE, resource indicators,
 * `iss` in its answers, refresh tokens that rotate and whose second use ends the grant.
 */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<ScriptedAuthorizationServer> {
  const requests: { path: string; form: URLSearchParams; authorization: string }[] = [];
  const codes = new Map<string, Granted & { readonly challenge: string; readonly redirectUri: string }>();
  const access = new Map<string, Granted & { readonly expiresAt: number }>();
  const refresh = new Map<string, Granted & { used: boolean }>();
  const state = { issuer: '', lifetimeSeconds: 3600, consent: true };

  const metadata = () => ({
    issuer: state.issuer,
    authorization_endpoint: `${state.issuer}/authorize`,
    token_endpoint: `${state.issuer}/token`,
    registration_endpoint: `${state.issuer}/register`,
    revocation_endpoint: `${state.issuer}/revoke`,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
    ...options.metadata,
  });

  const issue = (granted: Granted): object => {
    const [accessToken, refreshToken] = [secret('at'), secret('rt')];
    access.set(accessToken, { ...granted, expiresAt: Date.now() + state.lifetimeSeconds * 1000 });
    refresh.set(refreshToken, { ...granted, used: false });
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: state.lifetimeSeconds,
      refresh_token: refreshToken,
      ...(granted.scopes.length > 0 && { scope: granted.scopes.join(' ') }),
    };
  };

  const authorize = (query: URLSearchParams): string => {
    const redirectUri = query.get('redirect_uri') ?? '';
    const answer = new URL(redirectUri);
    answer.searchParams.set('state', query.get('state') ?? '');
    answer.searchParams.set('iss', state.issuer);
    if (!state.consent) answer.searchParams.set('error', 'access_denied');
    else {
      const code = secret('code');
      codes.set(code, {
        clientId: query.get('client_id') ?? '',
        resource: query.get('resource'),
        scopes: (query.get('scope') ?? '').split(' ').filter((scope) => scope !== ''),
        challenge: query.get('code_challenge') ?? '',
        redirectUri,
      });
      answer.searchParams.set('code', code);
    }
    return answer.href;
  };

  const redeem = (form: URLSearchParams): object | null => {
    const code = form.get('code') ?? '';
    const granted = codes.get(code);
    codes.delete(code);
    if (granted === undefined || granted.challenge !== hashOf(form.get('code_verifier') ?? '')) return null;
    if (granted.redirectUri !== form.get('redirect_uri') || granted.resource !== form.get('resource')) return null;
    return issue({ clientId: granted.clientId, resource: granted.resource, scopes: granted.scopes });
  };

  const renew = (form: URLSearchParams): object | null => {
    const granted = refresh.get(form.get('refresh_token') ?? '');
    if (granted === undefined) return null;
    if (granted.used) {
      access.clear();
      refresh.clear();
      return null;
    }
    granted.used = true;
    return issue({ clientId: granted.clientId, resource: granted.resource, scopes: granted.scopes });
  };

  const answer = (path: string, query: URLSearchParams, body: string, res: ServerResponse): ServerResponse => {
    const form = new URLSearchParams(body);
    if (path === '/.well-known/oauth-authorization-server') return json(res, 200, metadata());
    if (path === '/authorize') return res.writeHead(302, { location: authorize(query) }).end();
    if (path === '/register') {
      const { redirect_uris } = JSON.parse(body) as { redirect_uris: string[] };
      const clientId = secret('client');
      return json(res, 201, { client_id: clientId, redirect_uris, token_endpoint_auth_method: 'none' });
    }
    if (path === '/revoke') {
      access.delete(form.get('token') ?? '');
      refresh.delete(form.get('token') ?? '');
      return json(res, 200, {});
    }
    if (path !== '/token') return json(res, 404, {});
    const tokens = form.get('grant_type') === 'refresh_token' ? renew(form) : redeem(form);
    return tokens === null ? json(res, 400, { error: 'invalid_grant' }) : json(res, 200, tokens);
  };

  const server = createServer((req, res) => {
    void readBody(req).then((body) => {
      const url = new URL(req.url ?? '/', state.issuer);
      const { authorization = '' } = req.headers;
      requests.push({ path: url.pathname, form: new URLSearchParams(body), authorization });
      answer(url.pathname, url.searchParams, body, res);
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  state.issuer = `http://127.0.0.1:${port}`;

  return {
    issuer: state.issuer,
    port,
    requests,
    verify: (token, resource) => {
      const granted = access.get(token);
      return granted !== undefined && granted.expiresAt > Date.now() && granted.resource === resource ? granted : null;
    },
    setLifetime: (seconds) => {
      state.lifetimeSeconds = seconds;
    },
    expireAccessTokens: () => access.clear(),
    revokeEverything: () => {
      access.clear();
      refresh.clear();
    },
    setConsent: (given) => {
      state.consent = given;
    },
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

function json(res: ServerResponse, status: number, body: object): ServerResponse {
  return res
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
