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
interface CallOptions {
  readonly onprogress?: (progress: { progress: number }) => void;
  readonly signal?: AbortSignal;
  readonly timeout?: number;
}

interface AnyClient {
  listTools(params?: object): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<unknown>;
  listPrompts(): Promise<{ prompts: { name: string }[] }>;
  getPrompt(params: { name: string; arguments?: Record<string, string> }): Promise<unknown>;
  listResources(): Promise<{ resources: { uri: string }[] }>;
  readResource(params: { uri: string }): Promise<unknown>;
  ping(): Promise<unknown>;
  /** As `callTool`, with options: the two lines differ in where they take them. */
  callWith(params: { name: string; arguments: Record<string, unknown> }, options: CallOptions): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECT: Record<'v1' | 'v2', (url: string, token: string) => Promise<AnyClient>> = {
  v1: async (url, token) => {
    const client = await connectV1(url, token);
    const callWith: AnyClient['callWith'] = (params, options) =>
      client.callTool(params, undefined, options as Parameters<typeof client.callTool>[2]);
    return Object.assign(client as unknown as AnyClient, { callWith });
  },
  v2: async (url, token) => {
    const client = await connectV2(url, token);
    const callWith: AnyClient['callWith'] = (params, options) =>
      client.callTool(params, options as Parameters<typeof client.callTool>[1]);
    return Object.assign(client as unknown as AnyClient, { callWith });
  },
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
          httpServer('impatient', everything.url, { timeoutMs: 1_000 }),
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

const LONG_TOOL = 'trigger-long-running-operation';
const LONG = (duration: number, steps: number) => ({ name: LONG_TOOL, arguments: { duration, steps } });

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

  it('passes progress on while the call runs, then the answer', async () => {
    const client = await connect('everything');
    const seen: number[] = [];
    const result = await client.callWith(LONG(0.5, 5), { onprogress: ({ progress }) => void seen.push(progress) });
    expect(seen.length).toBeGreaterThanOrEqual(4);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(textOf(result)).toContain('completed');
    await client.close();
  });

  it('cancels a call at the server when its caller aborts it, and records it as cancelled', async () => {
    const client = await connect('everything');
    const abort = new AbortController();
    const startedAt = Date.now();
    const call = client.callWith(LONG(30, 3), { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 150);
    await expect(call).rejects.toThrow();
    const { completed } = await gateway.spool.waitFor(
      ({ decided, completed: end }) => end?.outcome === 'cancelled' && decided.at >= startedAt,
    );
    expect(completed.timing.totalUs).toBeLessThan(5_000_000);
    expect(textOf(await client.callTool({ name: 'echo', arguments: { message: 'still here' } }))).toContain(
      'still here',
    );
    await client.close();
  });

  it('ends a call that takes longer than its server may with code 5040', async () => {
    const client = await connect('impatient');
    await expect(client.callWith(LONG(10, 1), { timeout: 8_000 })).rejects.toMatchObject({
      code: 5040,
      data: { code: 'upstream.timeout' },
    });
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
    expect(found.map(textOf)).toEqual(names.map((name) => expect.stringContaining(name)));
    await client.close();
  });
});
