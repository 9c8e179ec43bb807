import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type OAuthMcpServer,
  type ScriptedAuthorizationServer,
  startAuthorizationServer,
  startOAuthMcpServer,
} from '@sallyport/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Refusal } from '../src/upstream/credentials.js';
import { LocalCredentials, type LocalCredentialsOptions } from '../src/upstream/local-credentials.js';

/** What a browser does whose person agrees to everything. */
const browse = async (url: string): Promise<void> => {
  const answer = await fetch(url, { redirect: 'manual' });
  await fetch(answer.headers.get('location') ?? '');
};

const newWorld = async () => {
  const issuer = await startAuthorizationServer();
  const server = await startOAuthMcpServer({ tools: [] }, issuer);
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-credentials-'));
  onTestFinished(async () => {
    await Promise.all([issuer.close(), server.close(), rm(folder, { recursive: true })]);
  });
  const opened: string[] = [];
  const file = path.join(folder, 'inner', 'credentials.json');
  const load = (options: Partial<LocalCredentialsOptions> = {}) =>
    LocalCredentials.load({
      file,
      open: (url) => {
        opened.push(url);
        return browse(url);
      },
      ...options,
    });
  return { issuer, server, file, opened, load };
};

/** Asks the server as the gateway would; null when it lets the token in. */
const refusalOf = async ({ url }: OAuthMcpServer, token: string | null): Promise<Refusal | null> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: '{"jsonrpc":"2.0","method":"notifications/initialized"}',
  });
  if (answer.status !== 401 && answer.status !== 403) return null;
  const credential = token === null ? null : { token, grantId: null };
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), credential };
};

const refused = async (server: OAuthMcpServer, token: string | null): Promise<Refusal> => {
  const refusal = await refusalOf(server, token);
  if (refusal === null) throw new Error('the server lets it in');
  return refusal;
};

const refreshes = ({ requests }: ScriptedAuthorizationServer) =>
  requests.filter(({ form }) => form.get('grant_type') === 'refresh_token').length;

describe('local credentials', () => {
  it('come from a sign-in on this machine, once for all calls that wait, and are kept', async () => {
    const { server, opened, load } = await newWorld();
    const credentials = (await load()).forServer(server);
    expect(credentials.peek(null)).toBeNull();
    const refusal = await refused(server, null);
    const got = await Promise.all([1, 2, 3].map(() => credentials.replace(null, refusal)));
    expect(opened).toHaveLength(1);
    const token = got[0]?.token ?? '';
    expect(await refusalOf(server, token)).toBeNull();
    expect((await load()).forServer(server).peek(null)).toEqual({ token, grantId: null });
  });

  it('are kept where only their owner can read, and not used from a file others can read', async () => {
    const { server, file, load } = await newWorld();
    await (await load()).forServer(server).replace(null, await refused(server, null));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    await chmod(file, 0o644);
    await expect(load()).rejects.toThrow(/may be read by others/);
    await chmod(file, 0o600);
    await writeFile(file, '{}');
    await expect(load()).rejects.toThrow();
  });

  it('are renewed without anybody, and by a person when they were revoked', async () => {
    const { issuer, server, opened, load } = await newWorld();
    const clock = { now: Date.now() };
    const credentials = (await load({ now: () => clock.now })).forServer(server);
    const first = await credentials.replace(null, await refused(server, null));
    clock.now += 3_600_000;
    expect(credentials.peek(null)).toBeUndefined();
    const second = await credentials.find(null);
    expect(await refusalOf(server, second.token)).toBeNull();
    expect([opened.length, refreshes(issuer)]).toEqual([1, 1]);
    expect(second.token).not.toBe(first.token);
    clock.now += 60_000;
    issuer.revokeEverything();
    const third = await credentials.replace(null, await refused(server, second.token));
    expect(await refusalOf(server, third.token)).toBeNull();
    expect(opened).toHaveLength(2);
  });

  it('step up once: all scopes so far are asked for, and what was asked for already is not asked again', async () => {
    const { server, opened, load } = await newWorld();
    const credentials = (await load()).forServer(server);
    server.require(['files:read']);
    const { token } = await credentials.replace(null, await refused(server, null));
    server.require(['files:write']);
    const more = await credentials.replace(null, await refused(server, token));
    expect(new URL(opened[1] ?? '').searchParams.get('scope')).toBe('files:read files:write');
    expect(await refusalOf(server, more.token)).toBeNull();
    const again: Refusal = { ...(await refused(server, null)), status: 403, credential: more };
    await expect(credentials.replace(null, again)).rejects.toMatchObject({ code: 'upstream.authorization_required' });
    expect(opened).toHaveLength(2);
  });

  it('AUTH-8: of one authorization server are shown to no other, even when the server changes over', async () => {
    const { issuer, server, file, load } = await newWorld();
    const other = await startAuthorizationServer();
    onTestFinished(() => other.close());
    const preregistered = { clientId: 'by-hand', clientSecret: 'sssh' };
    const credentials = (await load({ preregistered })).forServer(server);
    const { token } = await credentials.replace(null, await refused(server, null));
    const kept = await readFile(file, 'utf8');
    const secrets = ['by-hand', 'sssh', token, ...(kept.match(/\brt-[\w-]+/g) ?? [])];
    issuer.revokeEverything();
    server.nameIssuers([other.issuer]);
    const { token: fresh } = await credentials.replace(null, await refused(server, token));
    expect(other.verify(fresh, server.url)).not.toBeNull();
    const seen = JSON.stringify(
      other.requests.map(({ path: asked, form, authorization }) => [asked, form.toString(), authorization]),
    );
    for (const secret of secrets) expect(seen).not.toContain(secret);
  });

  it('say what is in the way', async () => {
    const { issuer, server, load } = await newWorld();
    issuer.setConsent(false);
    const credentials = (await load()).forServer(server);
    await expect(credentials.replace(null, await refused(server, null))).rejects.toMatchObject({
      code: 'upstream.authorization_failed',
      params: { problem: 'consent-refused' },
    });
  });

  it('are not given for an answer with another state, nor waited for for ever', async () => {
    const { server, load } = await newWorld();
    const statuses: number[] = [];
    const open = async (url: string) => {
      const answer = await fetch(url, { redirect: 'manual' });
      const forged = new URL(answer.headers.get('location') ?? '');
      forged.searchParams.set('state', 'forged');
      statuses.push((await fetch(forged)).status);
    };
    const credentials = (await load({ open, signInMs: 200 })).forServer(server);
    await expect(credentials.replace(null, await refused(server, null))).rejects.toMatchObject({
      params: { problem: 'consent-refused' },
    });
    expect(statuses).toEqual([404]);
  });
});
