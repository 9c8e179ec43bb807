import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectClient, signInToApi, startTestStack, until } from './support.mjs';

const readWelcome = { name: 'read_text_file', arguments: { path: 'welcome.txt' } };

describe('the whole product', () => {
  let stack;
  let api;
  beforeAll(async () => {
    stack = await startTestStack();
    api = await signInToApi(stack, 'ada@acme.example');
  });
  afterAll(() => stack?.close());

  const calls = async (query = '') => (await api('GET', `/v1/orgs/acme/calls?limit=200${query}`)).body.items;

  it('allows one call, blocks another, and shows both with the reason', async () => {
    const client = await connectClient(stack, 'files');
    const result = await client.callTool(readWelcome);
    expect(result.content[0].text).toContain('Welcome to Acme Robotics');
    const denied = await client
      .callTool({ name: 'read_text_file', arguments: { path: '../../../etc/shadow' } })
      .catch((err) => err);
    expect(denied).toMatchObject({ code: 4031, data: { code: 'policy.denied' } });
    expect(denied.message).toContain(`${stack.ready.consoleUrl}/acme/calls/${denied.data.decisionId}`);
    await client.close();

    await until(async () => (await calls('&method=tools/call')).length >= 2);
    const blocked = (await api('GET', `/v1/orgs/acme/calls/${denied.data.decisionId}`)).body;
    expect(blocked).toMatchObject({
      effect: 'deny',
      outcome: 'denied',
      target: { kind: 'tool', name: 'read_text_file' },
    });
    expect(blocked.decided.rules[0]).toMatchObject({ effect: 'deny' });
    expect(blocked.decided.findings[0]).toMatchObject({ category: 'path', pointer: '/params/arguments/path' });
  });

  it('redacts a credential in a result and keeps the rest of it', async () => {
    const client = await connectClient(stack, 'files');
    const result = await client.callTool({ name: 'read_text_file', arguments: { path: 'deploy-notes.md' } });
    const text = JSON.stringify(result);
    expect(text).toContain('Deploy notes');
    expect(text).not.toContain('AKIA4QX7TR2MZLP6VWHN');
    expect(text).not.toContain('q3Zt8vRk1LmX0cYb7NdP5wGh2JsF9uEa6TiOxKqD');
    await client.close();
  });

  it('reaches all three servers, over HTTP and stdio', async () => {
    for (const server of ['everything', 'files', 'memory']) {
      const client = await connectClient(stack, server);
      expect((await client.listTools()).tools.length).toBeGreaterThan(0);
      await client.close();
    }
  });

  it('enforces a published policy on the next call within two seconds', async () => {
    const client = await connectClient(stack, 'files');
    const call = () => client.callTool({ name: 'list_allowed_directories', arguments: {} }).catch((err) => err);
    const policy = await baseline();
    const rule = '  - id: no-listing\n    match: { tools: [list_allowed_directories] }\n    effect: deny\n';
    expect((await call()).content).toBeDefined();
    const startedAt = Date.now();
    const published = await publish(policy, policy.text.replace(/^rules:\n/m, `rules:\n${rule}`));
    expect(published.status).toBe(201);
    await until(async () => (await call()).code === 4031, 2000);
    expect(Date.now() - startedAt).toBeLessThan(2000);

    const restored = await publish(published.body, policy.text);
    expect(restored.status).toBe(201);
    await until(async () => (await call()).content !== undefined, 2000);
    await client.close();
  });

  it('refuses a revoked token within five seconds', async () => {
    const account = (
      await api('POST', '/v1/orgs/acme/service-accounts', { name: 'short-lived', groups: ['engineering'] })
    ).body;
    const issued = (await api('POST', `/v1/orgs/acme/service-accounts/${account.id}/tokens`, { expiresInDays: 1 }))
      .body;
    const ask = () =>
      fetch(stack.ready.mcpUrls.files, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${issued.token}`,
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'initialize',
          params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
        }),
      }).then((answer) => answer.status);
    await until(async () => (await ask()) === 200, 5000);
    expect((await api('DELETE', `/v1/orgs/acme/service-accounts/${account.id}/tokens/${issued.tokenId}`)).status).toBe(
      204,
    );
    await until(async () => (await ask()) === 401, 5000);
  });

  it("shows nothing of one organisation to another's owner", async () => {
    const foreign = await signInToApi(stack, 'gil@globex.example');
    const missing = await foreign('GET', '/v1/orgs/no-such-org/calls');
    const others = await foreign('GET', '/v1/orgs/acme/calls');
    expect(others.status).toBe(404);
    const bare = ({ requestId, instance, ...rest }) => rest;
    expect(bare(others.body)).toEqual(bare(missing.body));
  });

  it('loses no durable record when the gateway is killed in the middle of traffic', async () => {
    const memory = (await api('GET', '/v1/orgs/acme/servers')).body.items.find(({ slug }) => slug === 'memory');
    expect((await api('PATCH', `/v1/orgs/acme/servers/${memory.id}`, { tier: 'sensitive' })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const answered = new Set();
    for (let round = 0; round < 3; round++) await killDuringTraffic(round, answered);
    expect(answered.size).toBeGreaterThan(30);

    const database = new pg.Client({ connectionString: ownerUrl() });
    await database.connect();
    try {
      await until(async () => (await recordedMarkers()).size >= answered.size, 30_000).catch(() => {});
      const recorded = await recordedMarkers();
      expect([...answered].filter((marker) => !recorded.has(marker))).toEqual([]);
      const { rows } = await database.query(
        'select gateway_id, epoch, count(*)::int as n, count(distinct sequence)::int as distinct_n, min(sequence)::int as first, max(sequence)::int as last from records group by 1, 2',
      );
      expect(rows.length).toBeGreaterThanOrEqual(3); // One epoch a life of the gateway.
      for (const row of rows) expect(row).toMatchObject({ n: row.distinct_n, first: 1, last: row.n });
    } finally {
      await database.end();
    }
  });

  async function killDuringTraffic(round, answered) {
    const clients = await Promise.all([1, 2, 3, 4].map(() => connectClient(stack, 'memory')));
    let killed = false;
    const traffic = clients.map(async (client, c) => {
      for (let i = 0; !killed; i++) {
        const marker = `kill-${round}-${c}-${i}`;
        const result = await client
          .callTool({ name: 'open_nodes', arguments: { names: [marker] } }, { timeout: 3000 })
          .catch(() => null);
        if (result && !result.isError) answered.add(marker);
        else if (!killed) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 400 + 150 * round));
    process.kill(gatewayPid(), 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    killed = true;
    await Promise.all(traffic);
    await until(
      async () => (await fetch(`${stack.ready.gatewayUrl}/readyz`).catch(() => null))?.status === 200,
      30_000,
    );
  }

  /** The markers of every stored memory call, read through the api page by page. */
  async function recordedMarkers() {
    const markers = new Set();
    let cursor = '';
    do {
      const page = (
        await api(
          'GET',
          `/v1/orgs/acme/calls?limit=200&target=open_nodes${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        )
      ).body;
      for (const { id } of page.items) {
        const { body } = await api('GET', `/v1/orgs/acme/calls/${id}`);
        markers.add(body.arguments?.names?.[0]);
      }
      cursor = page.nextCursor;
    } while (cursor);
    return markers;
  }

  const baseline = async () => {
    const { items } = (await api('GET', '/v1/orgs/acme/policies')).body;
    return (await api('GET', `/v1/orgs/acme/policies/${items[0].id}`)).body;
  };
  const publish = (policy, text) =>
    api('POST', `/v1/orgs/acme/policies/${policy.id}/versions`, {
      text,
      note: 'system test',
      baseVersion: policy.version,
    });
  const registry = () => JSON.parse(readFileSync(path.join(stack.dataDir, 'run', 'children.json'), 'utf8'));
  const gatewayPid = () => registry().find(({ name }) => name === 'gateway').pid;
  const ownerUrl = () => stack.databaseOwnerUrl;
});
