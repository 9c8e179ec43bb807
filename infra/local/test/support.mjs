// What the system tests share: a stack on random ports, a person's access token, and MCP clients.
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { pickFreePorts } from '../stack/ports.mjs';
import { startStack } from '../stack/stack.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** A folder the embedded Postgres can reach too when its server runs as another user. */
export const makeDataDir = () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'sallyport-system-'));
  chmodSync(dataDir, 0o711);
  return dataDir;
};

/**
 * The whole product on random ports and a folder of its own.
 * @param {{ databaseUrl?: string, redisUrl?: string }} [services]  instead of the embedded ones
 */
export async function startTestStack(services = {}) {
  const dataDir = makeDataDir();
  const ports = await pickFreePorts();
  const restarted = [];
  const stack = await startStack({
    root: ROOT,
    dataDir,
    ports,
    ...services,
    postgresFlags: { fsync: 'off' },
    onStep: () => {},
    onRestart: (name) => restarted.push(name),
    onGivenUp: (name, tail) => process.stderr.write(`${name} keeps ending:\n${tail}\n`),
  });
  return {
    ...stack,
    dataDir,
    restarted,
    secrets: JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')),
    async close() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A connected MCP client of the demo's service account. */
export async function connectClient({ ready }, server) {
  const client = new Client({ name: 'system-test', version: '1.0.0' });
  const requestInit = { headers: { Authorization: `Bearer ${ready.token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(ready.mcpUrls[server]), { requestInit }));
  return client;
}

/** Signs a person in at the identity provider as the console does, and returns a small JSON client for the api. */
export async function signInToApi({ ready, secrets }, email) {
  const token = await fetchAccessToken({ idpUrl: ready.idpUrl, consoleUrl: ready.consoleUrl, secrets, email });
  const api = async (method, pathname, body) => {
    const answer = await fetch(ready.apiUrl + pathname, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  };
  await api('GET', '/v1/me'); // The first sign-in binds the person to their membership, as the console's does.
  return api;
}

async function fetchAccessToken({ idpUrl, consoleUrl, secrets, email }) {
  const browse = createBrowser(idpUrl);
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${consoleUrl}/api/auth/callback/sso`;
  const query = new URLSearchParams({
    client_id: 'sallyport-console',
    response_type: 'code',
    scope: 'openid profile email',
    redirect_uri: redirectUri,
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: 'https://api.sallyport.local',
  });
  const started = await browse(`/auth?${query}`);
  let next =
    (await browse(started, { method: 'POST', body: new URLSearchParams({ email, password: secrets.demoPassword }) })) ??
    '';
  while (!next.startsWith(redirectUri)) next = await browse(next);
  const answer = await fetch(`${idpUrl}/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`sallyport-console:${secrets.idpClientSecret}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(next).searchParams.get('code'),
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  return (await answer.json()).access_token;
}

/** Follows nothing by itself: answers where each request leads, and keeps cookies. */
function createBrowser(origin) {
  const cookies = new Map();
  return async (location, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(location, origin), { redirect: 'manual', ...init, headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`${location} answered ${answer.status} and leads nowhere`);
    return next;
  };
}

/** Tries until the check gives something true; the time it took, in ms. */
export async function until(check, timeoutMs = 20_000) {
  const startedAt = Date.now();
  for (;;) {
    if (await check()) return Date.now() - startedAt;
    if (Date.now() - startedAt > timeoutMs) throw new Error(`not true within ${timeoutMs} ms: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
