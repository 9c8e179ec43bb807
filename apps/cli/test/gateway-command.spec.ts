import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { freePort, startAuthorizationServer, startHttpMcpServer, startOAuthMcpServer } from '@sallyport/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment, type Run, SERVERS, sallyport, scratchFolder } from './support.js';

interface Served {
  readonly run: Run;
  readonly url: string;
  /** Null when none was shown. */
  readonly token: string | null;
}

const serve = async (args: readonly string[], env = environment()): Promise<Served> => {
  const run = sallyport(['gateway', '--listen', '127.0.0.1:0', ...args], { env });
  const seen = await run.saw('Ctrl+C');
  return {
    run,
    url: /http:\/\/127\.0\.0\.1:\d+\/mcp/.exec(seen)?.[0] ?? '',
    token: /sp_sa_[\w-]{43}/.exec(seen)?.[0] ?? null,
  };
};

const connect = async (url: string, token: string | null): Promise<Client> => {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  onTestFinished(() => client.close());
  return client;
};

const startUpstream = async (port?: number) => {
  const tools = [{ name: 'echo', behaviour: { do: 'echo' } as const }];
  const upstream = await startHttpMcpServer(
    { serverInfo: { name: 'upstream', version: '3.2.1' }, tools },
    { framing: 'json', sessions: true, ...(port !== undefined && { port }) },
  );
  onTestFinished(() => upstream.close());
  return upstream;
};

const echo = (client: Client, text: string) => client.callTool({ name: 'echo', arguments: { text } });

describe('a server with an address', () => {
  it('is served at /mcp, by the token that was shown, and denied calls never reach it', async () => {
    const upstream = await startUpstream();
    const { url, token } = await serve(['--upstream', upstream.url]);
    const client = await connect(url, token);
    expect(await echo(client, 'hello')).toMatchObject({ content: [{ text: '{"text":"hello"}' }] });
    const denied = client.callTool({ name: 'echo', arguments: { path: '/home/ada/.ssh/id_rsa' } });
    await expect(denied).rejects.toMatchObject({ code: 4031 });
    expect(upstream.requests.some(({ body }) => body.includes('id_rsa'))).toBe(false);
  });

  it('is served at the long address too', async () => {
    const upstream = await startUpstream();
    const { url, token } = await serve(['--upstream', upstream.url]);
    const client = await connect(url.replace('/mcp', '/o/local/s/default/mcp'), token);
    expect((await client.listTools()).tools).toHaveLength(1);
  });

  it('may come later than the gateway, which says so both times', async () => {
    const port = await freePort();
    const { run, url, token } = await serve(['--upstream', `http://127.0.0.1:${port}/mcp`]);
    await run.saw('the upstream does not answer');
    await startUpstream(port);
    await run.saw('the upstream answers: upstream 3.2.1');
    expect((await (await connect(url, token)).listTools()).tools).toHaveLength(1);
  });
});

it('shows where to sign in when the upstream wants that, and keeps what was granted for the next run', async () => {
  const issuer = await startAuthorizationServer();
  onTestFinished(() => issuer.close());
  const upstream = await startOAuthMcpServer({ tools: [{ name: 'echo', behaviour: { do: 'echo' } }] }, issuer);
  onTestFinished(() => upstream.close());
  const env = environment();
  const { run, url, token } = await serve(['--upstream', upstream.url], env);
  const page = /\n {2}(http:\/\/127\.0\.0\.1:\d+\/authorize\S+)/.exec(await run.saw(/authorize\?\S+\n/))?.[1] ?? '';
  expect((await fetch(page)).status).toBe(200);
  const client = await connect(url, token);
  expect(await echo(client, 'signed in')).toMatchObject({ content: [{ text: '{"text":"signed in"}' }] });
  expect(statSync(join(env.XDG_STATE_HOME ?? '', 'sallyport/credentials.json')).mode & 0o777).toBe(0o600);
  run.process.kill('SIGTERM');
  await run.ended;
  const again = await serve(['--upstream', upstream.url], env);
  expect(await echo(await connect(again.url, again.token), 'still')).toMatchObject({
    content: [{ text: '{"text":"still"}' }],
  });
  expect(again.run.stderr()).not.toContain('sign in');
});

it('serves a server that speaks over stdin and stdout', async () => {
  const { url, token } = await serve(['--', ...SERVERS.everything]);
  const client = await connect(url, token);
  const answer = await client.callTool({ name: 'echo', arguments: { message: 'hi' } });
  expect(answer).toMatchObject({ content: [{ text: 'Echo: hi' }] });
});

describe('callers', () => {
  it('without the token are turned away', async () => {
    const upstream = await startUpstream();
    const { url } = await serve(['--upstream', upstream.url]);
    await expect(connect(url, null)).rejects.toThrow();
    await expect(connect(url, `sp_sa_${'A'.repeat(43)}`)).rejects.toThrow();
  });

  it('need none with --no-auth, but a page that names the gateway otherwise is still turned away', async () => {
    const upstream = await startUpstream();
    const { url, token } = await serve(['--no-auth', '--upstream', upstream.url]);
    expect(token).toBeNull();
    expect((await (await connect(url, null)).listTools()).tools).toHaveLength(1);
    const response = await fetch(url, { method: 'POST', body: '{}', headers: { Origin: 'http://evil.test' } });
    expect(response.status).toBe(403);
  });

  it('keep the token of a file from run to run, and nobody else may read it', async () => {
    const upstream = await startUpstream();
    const file = join(scratchFolder(), 'token');
    const first = await serve(['--token-file', file, '--upstream', upstream.url]);
    expect(first.token).toBeNull();
    const token = readFileSync(file, 'utf8').trim();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await serve(['--token-file', file, '--upstream', upstream.url]);
    for (const { url } of [first, second]) await connect(url, token);
  });

  it('use the token of SALLYPORT_TOKEN, which is shown to nobody', async () => {
    const upstream = await startUpstream();
    const SALLYPORT_TOKEN = `sp_sa_${'t'.repeat(43)}`;
    const { url, run } = await serve(['--upstream', upstream.url], environment({ SALLYPORT_TOKEN }));
    await connect(url, SALLYPORT_TOKEN);
    expect(run.stderr()).not.toContain(SALLYPORT_TOKEN);
  });
});

it('writes records to stdout, a JSON object a line and nothing else, when asked to', async () => {
  const upstream = await startUpstream();
  const { run, url, token } = await serve(['--records', 'stdout', '--upstream', upstream.url]);
  await echo(await connect(url, token), 'recorded');
  await run.saw('"outcome":"delivered"');
  const records = run
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records.find(({ target }) => target?.name === 'echo')).toMatchObject({
    stage: 'decided',
    orgId: 'local',
    server: { slug: 'default' },
    effect: 'allow',
    arguments: { text: 'recorded' },
  });
});

it('ends with 0 when it is asked to, and closes the server it started', async () => {
  const { run } = await serve(['--', ...SERVERS.scripted]);
  await run.saw('the upstream answers');
  run.process.kill('SIGTERM');
  expect(await run.ended).toEqual({ code: 0, signal: null });
});

it('ends with 4 and says what to do when the port is taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as { port: number };
  const run = sallyport(['gateway', '--listen', `127.0.0.1:${port}`, '--upstream', 'http://127.0.0.1:1/mcp']);
  expect((await run.ended).code).toBe(4);
  expect(run.stderr()).toContain(`Port ${port} on 127.0.0.1 is taken`);
});

it('prints a policy that it would accept', async () => {
  const printed = sallyport(['gateway', '--print-policy']);
  expect((await printed.ended).code).toBe(0);
  expect(printed.stdout()).toContain('name: sallyport-default');
});
