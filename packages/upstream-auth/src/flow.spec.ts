import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { beginAuthorization, completeAuthorization } from './authorize.js';
import { NO_CHALLENGE } from './challenge.js';
import { type ClientIdentity, type ClientProfile, identifyClient, preregisteredClient } from './client-identity.js';
import { discover } from './discover.js';
import { type AuthProblem, UpstreamAuthError } from './problems.js';
import { honestWeb, ISSUER, issuerMetadata, type Page, type ScriptedWeb, SERVER } from './scripted-web.fixture.js';
import type { AuthorizationServer } from './server-metadata.js';
import { refreshTokens, revokeToken } from './tokens.js';

const PROFILE: ClientProfile = {
  name: 'Sallyport',
  redirectUri: 'https://api.example/oauth/upstream/callback',
  metadataUrl: 'https://api.example/oauth/client.json',
};
const TOKEN_URL = `${ISSUER}/token`;
const REGISTER_URL = `${ISSUER}/register`;
const tokens = (more: object = {}) => ({ access_token: 'at-1', token_type: 'Bearer', expires_in: 60, ...more });

const client = (more: Partial<ClientIdentity> = {}): ClientIdentity => ({
  issuer: ISSUER,
  kind: 'preregistered',
  clientId: 'client-1',
  clientSecret: null,
  authMethod: 'none',
  redirectUri: PROFILE.redirectUri,
  expiresAt: null,
  ...more,
});

const problemOf = async (work: Promise<unknown>): Promise<AuthProblem | 'none'> =>
  work.then(
    () => 'none' as const,
    (error: unknown) => {
      if (error instanceof UpstreamAuthError) return error.problem;
      throw error;
    },
  );

const serverOf = async (web: ScriptedWeb): Promise<AuthorizationServer> =>
  (await discover(web.env, { server: SERVER, challenge: NO_CHALLENGE })).authorizationServer;

const begin = (server: AuthorizationServer, who: ClientIdentity, scopes: string[] | null = ['read']) =>
  beginAuthorization(server, who, { resource: SERVER.href, redirectUri: PROFILE.redirectUri, scopes });

interface Redirect {
  readonly web?: ScriptedWeb;
  readonly token?: Page | object;
  readonly parameters?: Record<string, string>;
  readonly issuer?: object;
  readonly who?: ClientIdentity;
}

/** A whole authorization: begun, answered with `parameters`, completed. */
const flow = async ({ token = tokens(), parameters = {}, issuer = {}, who = client(), ...rest }: Redirect) => {
  const web = (rest.web ?? honestWeb({ issuer })).page(TOKEN_URL, token);
  const server = await serverOf(web);
  const { pending, url } = await begin(server, who);
  const query = new URLSearchParams({ code: 'code-1', state: pending.state, ...parameters });
  const outcome = completeAuthorization(web.env, server, who, { pending, parameters: query });
  return { web, pending, url: new URL(url), outcome };
};

describe('an authorization', () => {
  it('asks with PKCE, state and resource, and sends verifier and resource with the code', async () => {
    const { web, pending, url, outcome } = await flow({
      token: tokens({ refresh_token: 'rt-1', scope: 'read extra' }),
    });
    expect(await outcome).toEqual({
      accessToken: 'at-1',
      refreshToken: 'rt-1',
      expiresAt: 1_060_000,
      scopes: ['read', 'extra'],
    });
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toEqual({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: PROFILE.redirectUri,
      state: pending.state,
      scope: 'read',
      resource: SERVER.href,
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(pending.codeVerifier).digest('base64url'),
    });
    const [sent] = web.asked(TOKEN_URL);
    expect(sent?.redirect).toBe('manual');
    expect(Object.fromEntries(sent?.form ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code: 'code-1',
      code_verifier: pending.codeVerifier,
      redirect_uri: PROFILE.redirectUri,
      resource: SERVER.href,
    });
  });

  it.each([
    ['the recorded issuer', true, ISSUER, 'none'],
    ['no issuer although one is promised', true, undefined, 'response-mismatch'],
    ['the recorded issuer without having promised one', false, ISSUER, 'none'],
    ['no issuer and promises none', false, undefined, 'none'],
    ['another issuer', false, 'https://evil.example', 'response-mismatch'],
    ['a trailing slash', true, `${ISSUER}/`, 'response-mismatch'],
    ['another case', true, 'https://AUTH.example', 'response-mismatch'],
    ['the default port', true, `${ISSUER}:443`, 'response-mismatch'],
    ['percent encoding', true, 'https://auth%2Eexample', 'response-mismatch'],
  ])('whose answer carries %s (RFC 9207)', async (_what, promised, iss, expected) => {
    const { web, outcome } = await flow({
      issuer: { authorization_response_iss_parameter_supported: promised },
      parameters: iss === undefined ? {} : { iss },
    });
    expect(await problemOf(outcome)).toBe(expected);
    expect(web.asked(TOKEN_URL)).toHaveLength(expected === 'none' ? 1 : 0);
  });

  it('does not repeat what another server gives as the reason', async () => {
    const { outcome } = await flow({ parameters: { error: 'access_denied', iss: 'https://evil.example' } });
    expect(await problemOf(outcome)).toBe('response-mismatch');
  });

  it('sends no code when the state is another', async () => {
    const { web, outcome } = await flow({ parameters: { state: 'stolen' } });
    expect(await problemOf(outcome)).toBe('response-mismatch');
    expect(web.asked(TOKEN_URL)).toHaveLength(0);
  });

  it('tells a refusal of the person from one of the server', async () => {
    expect(await problemOf((await flow({ parameters: { error: 'access_denied' } })).outcome)).toBe('consent-refused');
    expect(await problemOf((await flow({ parameters: { error: 'invalid_scope' } })).outcome)).toBe(
      'authorization-refused',
    );
  });

  it.each([
    ['a token that would start a header of its own', tokens({ access_token: 'a\r\nx: y' })],
    ['a token bound to a key we do not have', tokens({ token_type: 'DPoP' })],
    ['no token', {}],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ])('is over when the answer is %s', async (_what, token) => {
    expect(await problemOf((await flow({ token })).outcome)).toBe('token-invalid');
  });

  it('does not follow a token endpoint that redirects', async () => {
    const redirect = () => new Response(null, { status: 307, headers: { location: 'https://evil.example/token' } });
    const { web, outcome } = await flow({ token: redirect });
    expect(await problemOf(outcome)).not.toBe('none');
    expect(web.urls.filter((url) => url.includes('evil'))).toEqual([]);
    expect(web.asked(TOKEN_URL).every(({ redirect: mode }) => mode === 'manual')).toBe(true);
  });

  it('leaves an ID token unread', async () => {
    const { outcome } = await flow({ token: tokens({ id_token: 'not.a.jwt' }) });
    expect((await outcome).accessToken).toBe('at-1');
  });
});

describe('a client', () => {
  const secretive = { clientSecret: 's+e/c ret', authMethod: 'client_secret_basic' } as const;

  it('authenticates as the server wants it', async () => {
    const basic = await flow({ who: client(secretive) });
    await basic.outcome;
    expect(basic.web.asked(TOKEN_URL)[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('client-1:s%2Be%2Fc+ret').toString('base64')}`,
    );
    const post = await flow({ who: client({ ...secretive, authMethod: 'client_secret_post' }) });
    await post.outcome;
    expect(post.web.asked(TOKEN_URL)[0]?.form.get('client_secret')).toBe(secretive.clientSecret);
    const none = await flow({});
    await none.outcome;
    expect(none.web.asked(TOKEN_URL)[0]?.form.get('client_id')).toBe('client-1');
    expect(none.web.asked(TOKEN_URL)[0]?.headers.authorization).toBeUndefined();
  });

  it('that was registered by hand comes before one of its own making', async () => {
    const web = honestWeb({ issuer: { client_id_metadata_document_supported: true } });
    const server = await serverOf(web);
    const stored = preregisteredClient(server, { clientId: 'by-hand', clientSecret: 'x', redirectUri: 'https://old' });
    const options = { profile: PROFILE };
    expect((await identifyClient(web.env, server, { ...options, stored })).clientId).toBe('by-hand');
    expect((await identifyClient(web.env, server, { ...options, stored: null })).clientId).toBe(PROFILE.metadataUrl);
    expect(web.asked(REGISTER_URL)).toHaveLength(0);
  });

  it('registers, saying what kind of application it is, and only where it has no document to show', async () => {
    const registered = () =>
      Response.json({ client_id: 'dyn', client_secret: 'shh', client_secret_expires_at: 0 }, { status: 201 });
    const web = honestWeb().page(REGISTER_URL, registered);
    const identity = await identifyClient(web.env, await serverOf(web), { stored: null, profile: PROFILE });
    expect(identity).toMatchObject({
      kind: 'dynamic',
      clientId: 'dyn',
      authMethod: 'client_secret_basic',
      issuer: ISSUER,
    });
    expect(JSON.parse(String(web.asked(REGISTER_URL)[0]?.body))).toMatchObject({
      application_type: 'web',
      redirect_uris: [PROFILE.redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
    });
    const again = await identifyClient(web.env, await serverOf(web), { stored: identity, profile: PROFILE });
    expect(again).toBe(identity);
    expect(web.asked(REGISTER_URL)).toHaveLength(1);
    const moved = { ...PROFILE, redirectUri: 'http://127.0.0.1:7/callback', metadataUrl: null };
    await identifyClient(web.env, await serverOf(web), { stored: identity, profile: moved });
    expect(JSON.parse(String(web.asked(REGISTER_URL)[1]?.body))).toMatchObject({ application_type: 'native' });
  });

  it('AUTH-8: of one authorization server is nothing to another', async () => {
    const other = 'https://evil.example';
    const web = honestWeb({ resource: { authorization_servers: [other] } })
      .page(`${other}/.well-known/oauth-authorization-server`, issuerMetadata(other))
      .page(`${other}/register`, () => Response.json({ client_id: 'fresh' }, { status: 201 }))
      .page(`${other}/token`, tokens());
    const evil = await serverOf(web);
    const stored = client({ clientId: 'client-at-home', clientSecret: 'top-secret', authMethod: 'client_secret_post' });
    const identity = await identifyClient(web.env, evil, { stored, profile: { ...PROFILE, metadataUrl: null } });
    expect(identity).toMatchObject({ clientId: 'fresh', clientSecret: null, issuer: other });
    const refresh = { refreshToken: 'rt-1', resource: SERVER.href, scopes: null };
    expect(await problemOf(refreshTokens(web.env, evil, stored, refresh))).toBe('issuer-mismatch');
    expect(await problemOf(revokeToken(web.env, { ...evil, revocation_endpoint: `${other}/r` }, stored, 'at-1'))).toBe(
      'issuer-mismatch',
    );
    expect(await problemOf(begin(evil, stored))).toBe('issuer-mismatch');
    expect(JSON.stringify(web.seen)).toContain('application_type');
    expect(JSON.stringify(web.seen)).not.toMatch(/top-secret|client-at-home|rt-1|at-1/);
  });

  it('registers where the answer is right in all but form', async () => {
    const sloppy = () => Response.json({ client_id: 'dyn', client_secret: 'shh' }, { status: 200 });
    const web = honestWeb().page(REGISTER_URL, sloppy);
    const identity = await identifyClient(web.env, await serverOf(web), { stored: null, profile: PROFILE });
    expect(identity).toMatchObject({ clientId: 'dyn', clientSecret: 'shh', expiresAt: null });
  });

  it('is told when nobody may register or registering was refused', async () => {
    const closed = honestWeb({ issuer: { registration_endpoint: undefined } });
    const ask = async (web: ScriptedWeb) =>
      problemOf(identifyClient(web.env, await serverOf(web), { stored: null, profile: PROFILE }));
    expect(await ask(closed)).toBe('registration-unsupported');
    const refusing = honestWeb().page(REGISTER_URL, () =>
      Response.json({ error: 'invalid_redirect_uri' }, { status: 400 }),
    );
    expect(await ask(refusing)).toBe('registration-refused');
  });
});

describe('a refresh', () => {
  const refresh = async (token: Page | object) => {
    const web = honestWeb().page(TOKEN_URL, token);
    const request = { refreshToken: 'rt-1', resource: SERVER.href, scopes: ['read'] };
    return { web, outcome: refreshTokens(web.env, await serverOf(web), client(), request) };
  };

  it('takes the rotated token, keeps the old one where none comes, and names the resource', async () => {
    const rotated = await refresh(tokens({ refresh_token: 'rt-2' }));
    expect(await rotated.outcome).toMatchObject({ refreshToken: 'rt-2', scopes: ['read'] });
    expect(Object.fromEntries(rotated.web.asked(TOKEN_URL)[0]?.form ?? [])).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'rt-1',
      resource: SERVER.href,
    });
    expect(await (await refresh(tokens())).outcome).toMatchObject({ refreshToken: 'rt-1' });
  });

  it('tells the end of a grant from an outage', async () => {
    const ended = await refresh(() => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    expect(await problemOf(ended.outcome)).toBe('grant-refused');
    const down = await refresh(() => Promise.reject(new Error('connection refused')));
    expect(await problemOf(down.outcome)).toBe('metadata-unreachable');
  });
});
