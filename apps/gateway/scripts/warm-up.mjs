// Runs the bundled gateway in front of the bench's server, with the bench in the place of the api, lets a client list and call,
// and keeps what V8 compiled on the way beside the bundle: node scripts/warm-up.mjs <bundle>
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environmentsOf } from '../bench/environment.mjs';
import { freePort, untilReady } from '../bench/system.mjs';
import { argumentsFor, callOf, initializeOf, VERSION } from '../bench/traffic.mjs';
import { loadBundle } from '../bin/load-bundle.cjs';

const FILE = process.argv[2];
const scratch = mkdtempSync(path.join(os.tmpdir(), 'sallyport-warm-up-'));
const [upstreamPort, controlPort, port] = await Promise.all([freePort(), freePort(), freePort()]);
const token = `sp_sa_${randomBytes(32).toString('base64url')}`;
const { control, gateway } = environmentsOf({
  id: 'gw-warm-up',
  folder: scratch,
  token,
  ports: { gateway: port, control: controlPort, upstream: upstreamPort },
});

process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
await standIn('../bench/upstream.mjs', { PORT: upstreamPort });
await standIn('../bench/control.mjs', control);
Object.assign(process.env, gateway, { LOG_LEVEL: 'warn' });
const script = loadBundle(FILE);
await untilReady(`http://127.0.0.1:${port}/readyz`);

const session = (await post(initializeOf())).headers.get('mcp-session-id');
await post({ jsonrpc: '2.0', method: 'notifications/initialized' }, session);
await post({ jsonrpc: '2.0', id: 2, method: 'tools/list' }, session);
await post(callOf(argumentsFor(2048)), session);
writeFileSync(`${FILE}.cache`, script.createCachedData());
process.exit(0);

/** Starts a server of the bench, which reads where from the environment. */
async function standIn(module, environment) {
  for (const [name, value] of Object.entries(environment)) process.env[name] = String(value);
  await import(module);
}

async function post(message, session) {
  const response = await fetch(`http://127.0.0.1:${port}/o/bench/s/bench/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...(session ? { 'mcp-session-id': session, 'mcp-protocol-version': VERSION } : {}),
    },
    body: JSON.stringify(message),
  });
  const answer = await response.text();
  if (!response.ok || answer.includes('"error"')) throw new Error(`the gateway answers ${response.status} ${answer}`);
  return response;
}
