import type { Page } from '@playwright/test';
import { type ScriptedAuthorizationServer, startAuthorizationServer, startOAuthMcpServer } from '@sallyport/testkit';
import { askRelay } from './support/console-api';
import { ready } from './support/ready';
import { expect, test } from './support/test';

/** Ports the stack under test may call; without them there is no server to connect to. */
const [mcpPort, issuerPort] = (process.env.SALLYPORT_E2E_OAUTH_PORTS ?? '').split(',').map(Number);

interface Refusal {
  readonly error?: { readonly code: number; readonly data: { readonly url: string } };
}

/** What the demo's agent is told when it initialises at a server. */
const initialize = async (slug: string): Promise<Refusal> => {
  const answer = await fetch(`${ready.gatewayUrl}/o/acme/s/${slug}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ready.token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'agent', version: '1' } },
    }),
  });
  const text = await answer.text();
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) as Refusal;
};

const expectCode = (slug: string, code: number | undefined): Promise<void> =>
  expect
    .poll(async () => (await initialize(slug).catch(() => ({}) as Refusal)).error?.code, { timeout: 10_000 })
    .toBe(code);

const addServer = async (page: Page, slug: string, url: string): Promise<void> => {
  const body = { slug, name: `Notes ${slug}`, transport: { kind: 'streamable-http', url } };
  expect((await askRelay(page, '/orgs/acme/servers', { method: 'POST', body })).status).toBe(201);
};

/** Follows the link an agent is answered with, to the page where the server is connected for it. */
const openLink = async (page: Page, slug: string): Promise<void> => {
  await expectCode(slug, 4033);
  const { error } = await initialize(slug);
  await page.goto(error?.data.url ?? '');
};

test.describe('a server that wants authorization', () => {
  test.skip(!mcpPort || !issuerPort, 'the stack under test may call no server of the test');
  let issuer: ScriptedAuthorizationServer;
  let server: Awaited<ReturnType<typeof startOAuthMcpServer>>;

  test.beforeEach(async () => {
    issuer = await startAuthorizationServer({ port: issuerPort ?? 0 });
    const script = { serverInfo: { name: 'notes', version: '1.0.0' }, tools: [] };
    server = await startOAuthMcpServer(script, issuer, { framing: 'json', port: mcpPort ?? 0 });
  });
  test.afterEach(async () => {
    await Promise.all([issuer.close(), server.close()]);
  });

  test('is connected for an agent by following the link the agent was given, and disconnected again', async ({
    pageOf,
  }) => {
    const page = await pageOf('securityAdmin');
    const slug = `notes-${Date.now()}`;
    await addServer(page, slug, server.url);
    await openLink(page, slug);
    await expect(page.getByText('Not connected')).toBeVisible();
    await expect(page.getByLabel('Whose connection')).toHaveValue(/^sa_/);

    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(issuer.issuer)).toBeVisible();
    expect(new URL(page.url()).searchParams.has('ticket')).toBe(false);
    await expectCode(slug, undefined);

    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByText('Not connected')).toBeVisible();
    await expectCode(slug, 4033);
    await page.goto('/acme/activity');
    await expect(page.getByText(`Notes ${slug}`).first()).toBeVisible();
  });

  test('says so when consent is refused, and leaves nothing connected', async ({ pageOf }) => {
    const page = await pageOf('securityAdmin');
    const slug = `refused-${Date.now()}`;
    await addServer(page, slug, server.url);
    await openLink(page, slug);
    issuer.setConsent(false);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByRole('alert').getByText(/Access was not granted/)).toBeVisible();
    await expect(page.getByText('Not connected')).toBeVisible();
  });
});
