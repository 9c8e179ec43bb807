import { describe, expect, it } from 'vitest';
import { NO_CHALLENGE } from './challenge.js';
import { discover } from './discover.js';
import type { AuthProblem } from './problems.js';
import { UpstreamAuthError } from './problems.js';
import {
  honestWeb,
  ISSUER,
  issuerMetadata,
  METADATA_URL,
  RESOURCE_URL,
  resourceMetadata,
  ScriptedWeb,
  SERVER,
} from './scripted-web.fixture.js';

const run = (web: ScriptedWeb, challenge = NO_CHALLENGE, preferredIssuers: string[] = []) =>
  discover(web.env, { server: SERVER, challenge, preferredIssuers });

const problemOf = async (work: Promise<unknown>): Promise<AuthProblem | 'none' | 'other'> =>
  work.then(
    () => 'none' as const,
    (error: unknown) => (error instanceof UpstreamAuthError ? error.problem : 'other'),
  );

describe('the protected resource', () => {
  it('is looked for at the path, then at the root', async () => {
    const root = 'https://mcp.example/.well-known/oauth-protected-resource';
    const web = new ScriptedWeb()
      .page(root, resourceMetadata({ resource: 'https://mcp.example', scopes_supported: ['a', 'b'] }))
      .page(METADATA_URL, issuerMetadata());
    const found = await run(web);
    expect(web.urls).toEqual([RESOURCE_URL, root, METADATA_URL]);
    expect(found).toMatchObject({ resource: 'https://mcp.example', offeredScopes: ['a', 'b'] });
  });

  it('is read from the address of the challenge and from no other', async () => {
    const told = 'https://mcp.example/meta';
    const web = new ScriptedWeb().page(told, resourceMetadata()).page(METADATA_URL, issuerMetadata());
    await run(web, { ...NO_CHALLENGE, resourceMetadata: told });
    expect(web.urls).toEqual([told, METADATA_URL]);
    const gone = honestWeb();
    expect(await problemOf(run(gone, { ...NO_CHALLENGE, resourceMetadata: told }))).toBe('metadata-missing');
    expect(gone.urls).toEqual([told]);
  });

  it('may stand for the whole origin, but never for another one or for another path', async () => {
    for (const resource of ['https://mcp.example/', 'https://mcp.example/mcp', 'HTTPS://MCP.EXAMPLE/mcp']) {
      expect(await problemOf(run(honestWeb({ resource: { resource } }))), resource).toBe('none');
    }
    for (const resource of [
      'https://other.example/mcp',
      'https://mcp.example:8443/mcp',
      'https://mcp.example/mc',
      'https://mcp.example/mcp/deeper',
      'https://mcp.example/mcp?tenant=2',
      'http://mcp.example/mcp',
    ]) {
      expect(await problemOf(run(honestWeb({ resource: { resource } }))), resource).toBe('resource-mismatch');
    }
  });

  it('without metadata makes the origin its own issuer, as revision 2025-03-26 had it', async () => {
    const origin = 'https://mcp.example';
    const web = new ScriptedWeb().page(`${origin}/.well-known/oauth-authorization-server`, issuerMetadata(origin));
    expect((await run(web)).authorizationServer.issuer).toBe(origin);
  });

  it('that says nothing at all is asked at the default endpoints of its origin, as revision 2025-03-26 had it', async () => {
    const { authorizationServer } = await run(new ScriptedWeb());
    expect(authorizationServer).toMatchObject({
      issuer: 'https://mcp.example',
      authorization_endpoint: 'https://mcp.example/authorize',
      token_endpoint: 'https://mcp.example/token',
      registration_endpoint: 'https://mcp.example/register',
    });
  });

  it('that names several authorization servers is used with the one a client was registered at', async () => {
    const other = 'https://second.example';
    const web = honestWeb({ resource: { authorization_servers: [ISSUER, other] } }).page(
      `${other}/.well-known/oauth-authorization-server`,
      issuerMetadata(other),
    );
    expect((await run(web, NO_CHALLENGE, [other])).authorizationServer.issuer).toBe(other);
    expect((await run(web, NO_CHALLENGE, ['https://third.example'])).authorizationServer.issuer).toBe(ISSUER);
  });
});

describe('the authorization server', () => {
  it('is looked for where RFC 8414 and OpenID Connect put it, in the order of the specification', async () => {
    const issuer = `${ISSUER}/tenant1`;
    const web = honestWeb({ resource: { authorization_servers: [issuer] } }).page(
      `${issuer}/.well-known/openid-configuration`,
      issuerMetadata(issuer),
    );
    expect((await run(web)).authorizationServer.issuer).toBe(issuer);
    expect(web.urls.slice(1)).toEqual([
      `${ISSUER}/.well-known/oauth-authorization-server/tenant1`,
      `${ISSUER}/.well-known/openid-configuration/tenant1`,
      `${ISSUER}/tenant1/.well-known/openid-configuration`,
    ]);
  });

  it('is refused when its document names another issuer, be it by a slash', async () => {
    for (const issuer of ['https://honest.example', `${ISSUER}/`, 'https://AUTH.example', `${ISSUER}:443`]) {
      expect(await problemOf(run(honestWeb({ issuer: { issuer } }))), issuer).toBe('issuer-mismatch');
    }
  });

  it('is refused without PKCE by S256', async () => {
    for (const methods of [undefined, [], ['plain']]) {
      const web = honestWeb({ issuer: { code_challenge_methods_supported: methods } });
      expect(await problemOf(run(web))).toBe('pkce-unsupported');
    }
  });

  it.each([
    'javascript:alert(1)//',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://auth.example/authorize',
    'https://user:secret@auth.example/authorize',
    'vscode://open',
    '//auth.example/authorize',
  ])('is refused when a person or a secret would be sent to %s', async (address) => {
    for (const endpoint of [
      'authorization_endpoint',
      'token_endpoint',
      'registration_endpoint',
      'revocation_endpoint',
    ]) {
      expect(await problemOf(run(honestWeb({ issuer: { [endpoint]: address } }))), endpoint).toBe('endpoint-insecure');
    }
  });

  it('is used over http only where the environment allows that very address', async () => {
    const issuer = 'http://127.0.0.1:9000';
    const web = honestWeb({ resource: { authorization_servers: [issuer] } }).page(
      `${issuer}/.well-known/oauth-authorization-server`,
      issuerMetadata(issuer),
    );
    expect(await problemOf(run(web))).toBe('endpoint-insecure');
    expect(web.urls).toEqual([RESOURCE_URL]);
    const env = { ...web.env, allowHttp: (url: URL) => url.host === '127.0.0.1:9000' };
    const found = await discover(env, { server: SERVER, challenge: NO_CHALLENGE });
    expect(found.authorizationServer.issuer).toBe(issuer);
  });

  it('is not waited for by reading endless documents', async () => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    });
    const web = honestWeb().page(METADATA_URL, () => new Response(endless));
    expect(await problemOf(run(web))).toBe('metadata-unreachable');
  });

  it('is unreachable, not absent, when it fails', async () => {
    const web = honestWeb().page(METADATA_URL, () => new Response(null, { status: 503 }));
    expect(await problemOf(run(web))).toBe('metadata-unreachable');
    expect(web.urls).toEqual([RESOURCE_URL, METADATA_URL]);
  });
});
