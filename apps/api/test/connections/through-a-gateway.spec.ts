import { OPERATIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import {
  createServiceAccount,
  createServiceAccountToken,
  type SdkOAuthServer,
  startSdkOAuthServer,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { okBody, send } from '../harness/client.js';
import { addOAuthServer, connect } from '../harness/connections.js';
import { startGatewayProcess } from '../harness/gateway-process.js';
import { allowAll } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createGateway, createTenant } from '../harness/tenant.js';

const api = useApi();
let server: SdkOAuthServer;
beforeAll(async () => {
  server = await startSdkOAuthServer(api().oauth.issuer);
});
afterAll(() => server.close());

interface RpcAnswer {
  readonly result?: { readonly content?: readonly { readonly text?: string }[]; readonly isError?: boolean };
  readonly error?: { readonly code: number; readonly message: string; readonly data?: Record<string, unknown> };
}

/** A legacy client of the gateway: initialises once, then calls. */
const newClient = (url: string, token: string) => {
  let session: string | null = null;
  const post = async (message: object): Promise<RpcAnswer> => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(session === null ? {} : { 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
    const text = await answer.text();
    expect(answer.status, text).toBeLessThan(300);
    session = answer.headers.get('mcp-session-id') ?? session;
    return JSON.parse(text === '' ? '{}' : (/^data: (.*)$/m.exec(text)?.[1] ?? text)) as RpcAnswer;
  };
  const clientInfo = { name: 'agent', version: '1' };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  return {
    initialize: async () => {
      const answer = await post({ id: 0, method: 'initialize', params });
      if (answer.error === undefined) await post({ method: 'notifications/initialized' });
      return answer;
    },
    call: () => post({ id: 1, method: 'tools/call', params: { name: 'whoami', arguments: {} } }),
  };
};

const until = async <T>(look: () => Promise<T>, isGood: (value: T) => boolean, withinMs = 5_000): Promise<T> => {
  const startedAt = performance.now();
  for (;;) {
    const value = await look();
    if (isGood(value)) return value;
    if (performance.now() - startedAt > withinMs) throw new Error(`not in time: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('a server of the official SDK that wants authorization', () => {
  it('is called in the name of a connected service account, and never sees its token', async () => {
    const { issuer } = api().oauth;
    const tenant = await createTenant(api());
    const remote = await addOAuthServer(api(), tenant, server.url);
    const { account, token } = await withOrg(api().core.db, tenant.orgId, async (tx) => {
      const account = await createServiceAccount(tx, tenant.orgId);
      return { account, ...(await createServiceAccountToken(tx, tenant.orgId, account.id)) };
    });
    const admin = await tenant.join('security_admin');
    const params = { org: tenant.slug };
    const policy = { token: tenant.ownerToken, params, body: { text: allowAll('open') } };
    okBody(OPERATIONS.createPolicy, await send(api().url, OPERATIONS.createPolicy, policy));
    const gateway = await startGatewayProcess(api(), await createGateway(api(), [tenant.orgId]), [
      `127.0.0.1:${server.port}`,
    ]);
    const client = newClient(`${gateway.url}/o/${tenant.slug}/s/${remote.slug}/mcp`, token);

    const page = `http://console.test/${tenant.slug}/servers/${remote.id}?tab=connection&account=${account.id}`;
    const refused = await client.initialize();
    expect(refused.error).toMatchObject({
      code: 4033,
      data: { code: 'upstream.authorization_required', url: page },
    });
    expect(refused.error?.message).toMatch(
      /^The MCP server wants to know who you are\. Connect it in the console\. http/,
    );
    expect(refused.error?.message).toContain(page);

    const connecting = { org: tenant.slug, serverId: remote.id, token: admin.token, serviceAccountId: account.id };
    expect(await connect(api(), connecting)).toMatchObject({ state: 'connected', scopes: ['notes:read'] });
    await until(client.initialize, ({ error }) => error === undefined);
    const first = await client.call();
    expect(first.result?.content?.[0]?.text).toMatch(/^client-\S+ with notes:read$/);

    const renewals = () => issuer.requests.filter(({ form }) => form.get('grant_type') === 'refresh_token').length;
    issuer.expireAccessTokens();
    expect((await client.call()).result?.content?.[0]?.text).toBe(first.result?.content?.[0]?.text);
    expect(renewals()).toBe(1);

    issuer.revokeEverything();
    expect((await client.call()).error).toMatchObject({ code: 4033, data: { url: page } });
    expect((await client.call()).error).toMatchObject({ code: 4033 });

    await connect(api(), connecting);
    await until(client.call, ({ error }) => error === undefined);
    const before = server.seen.length;
    const disconnect = {
      token: admin.token,
      params: { org: tenant.slug, serverId: remote.id },
      query: { serviceAccountId: account.id },
    };
    await send(api().url, OPERATIONS.deleteConnection, disconnect);
    await until(client.call, ({ error }) => error?.code === 4033);
    expect(server.seen.length).toBeGreaterThan(before);

    expect(server.seen.some(({ authorization }) => authorization?.startsWith('Bearer at-'))).toBe(true);
    expect(JSON.stringify([server.seen, issuer.requests])).not.toContain('sp_sa_');
    expect(gateway.output()).not.toMatch(/\b(at|rt|code)-[\w-]{20}|sp_sa_/);
  });
});
