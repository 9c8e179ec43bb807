import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectV1, connectV2 } from './harness/clients.js';
import { CONSOLE_URL, type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { REAL_LAUNCHERS, type RunningServer, startEverything } from './harness/real-servers.js';
import { httpServer, newPrincipal, stdioServer } from './harness/snapshots.js';

const POLICY = `
version: 1
name: baseline
rules:
  - id: engineering
    match: { principals: { groups: [engineering] } }
    effect: allow
  - id: no-env
    match: { tools: [get-env] }
    effect: deny
    message: The environment of the server is nobody's business
  - id: no-sensitive-paths
    match: { direction: request }
    when: findings.exists(f, f.category == "path")
    effect: deny
  - id: hide-secrets
    match: { direction: response }
    when: findings.exists(f, f.category == "secret")
    effect: redact
    redact: { categories: [secret], how: placeholder }
`;

const KEY = `AKIA${'QX7RM2NCT5WZ3JPD'}`;

/** What the two SDK lines have in common, as far as these tests use it. */
interface AnyClient {
  listTools(params?: object): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<unknown>;
  listPrompts(): Promise<{ prompts: { name: string }[] }>;
  getPrompt(params: { name: string; arguments?: Record<string, string> }): Promise<unknown>;
  listResources(): Promise<{ resources: { uri: string }[] }>;
  readResource(params: { uri: string }): Promise<unknown>;
  ping(): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECT: Record<'v1' | 'v2', (url: string, token: string) => Promise<AnyClient>> = {
  v1: async (url, token) => (await connectV1(url, token)) as unknown as AnyClient,
  v2: async (url, token) => (await connectV2(url, token)) as unknown as AnyClient,
};

const ada = newPrincipal('ada');
let everything: RunningServer;
let gateway: GatewayHarness;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-files-'));
  everything = await startEverything();
  gateway = await startGateway({
    orgs: [
      {
        slug: 'acme',
        policy: POLICY,
        principals: [ada],
        servers: [
          httpServer('everything', everything.url),
          stdioServer('files', 'filesystem', [folder]),
          stdioServer('memory', 'memory'),
        ],
      },
    ],
    allow: [everything.address],
    launchers: REAL_LAUNCHERS,
  });
});

afterAll(async () => {
  await gateway.close();
  await everything.close();
  await rm(folder, { recursive: true, force: true });
});

const textOf = (result: unknown): string =>
  (result as { content: { type: string; text?: string }[] }).content.map(({ text }) => text ?? '').join('\n');

describe.each(['v1', 'v2'] as const)('official SDK client %s', (line) => {
  const connect = (slug: string) => CONNECT[line](gateway.endpoint('acme', slug), ada.token);

  it('lists, calls, reads and gets prompts of server-everything through the gateway', async () => {
    const client = await connect('everything');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('echo');
    expect(textOf(await client.callTool({ name: 'echo', arguments: { message: 'salute' } }))).toContain('salute');
    const { prompts } = await client.listPrompts();
    expect(prompts.length).toBeGreaterThan(0);
    const { resources } = await client.listResources();
    const [resource] = resources;
    expect(resource).toBeDefined();
    if (resource !== undefined) expect(await client.readResource({ uri: resource.uri })).toHaveProperty('contents');
    await client.ping();
    await client.close();
  });

  it('does not show a tool that is denied for certain, and shows the others', async () => {
    const client = await connect('everything');
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).not.toContain('get-env');
    expect(names).toContain('get-sum');
    await client.close();
  });

  it('answers a denied call with an error of code 4031 that carries data and a link, and never as a result', async () => {
    const client = await connect('everything');
    const error = await client.callTool({ name: 'get-env' }).then(
      () => null,
      (thrown: unknown) => thrown as { code: number; message: string; data: Record<string, unknown> },
    );
    expect(error).not.toBeNull();
    expect(error?.code).toBe(4031);
    expect(error?.data).toMatchObject({ code: 'policy.denied', reasons: ['policy-denied'] });
    expect(error?.message).toContain("The environment of the server is nobody's business.");
    expect(error?.message).toContain(`${CONSOLE_URL}/acme/calls/${String(error?.data.decisionId)}`);
    expect(JSON.stringify(error?.data)).not.toContain('no-env');
    await client.close();
  });

  it('passes the error of a tool on as the server gave it', async () => {
    const client = await connect('files');
    const result = await client.callTool({ name: 'read_text_file', arguments: { path: join(folder, 'absent.txt') } });
    expect(result).toMatchObject({ isError: true });
    await client.close();
  });

  it('reads a file of a hosted stdio server, and hides a secret in it at its place alone', async () => {
    const client = await connect('files');
    await writeFile(join(folder, 'notes.txt'), `before\naws_access_key_id = ${KEY}\nafter\n`);
    const text = textOf(
      await client.callTool({ name: 'read_text_file', arguments: { path: join(folder, 'notes.txt') } }),
    );
    expect(text).not.toContain(KEY);
    expect(text).toMatch(/^before\n.*\[redacted:[a-z-]+\].*\nafter\n/s);
    await client.close();
  });

  it('denies a sensitive path before the server hears of it', async () => {
    const client = await connect('files');
    await expect(client.callTool({ name: 'read_text_file', arguments: { path: '/etc/shadow' } })).rejects.toMatchObject(
      {
        code: 4031,
      },
    );
    await client.close();
  });

  it('writes through a hosted stdio server exactly what was sent', async () => {
    const client = await connect('files');
    const content = 'ünïcode \u{1f512} "quotes" \\ backslash\nsecond line';
    const path = join(folder, `written-${line}.txt`);
    await client.callTool({ name: 'write_file', arguments: { path, content } });
    expect(await readFile(path, 'utf8')).toBe(content);
    await client.close();
  });

  it('works with server-memory, many calls in flight in one session', async () => {
    const client = await connect('memory');
    const names = Array.from({ length: 20 }, (_, i) => `entity-${line}-${i}`);
    await client.callTool({
      name: 'create_entities',
      arguments: { entities: names.map((name) => ({ name, entityType: 'test', observations: [] })) },
    });
    const found = await Promise.all(
      names.map((name) => client.callTool({ name: 'search_nodes', arguments: { query: name } })),
    );
    found.forEach((result, i) => expect(textOf(result)).toContain(names[i]));
    await client.close();
  });
});
