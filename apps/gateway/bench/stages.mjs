// One call without sockets: the composed gateway, its spool and its upstream client, with requests, answers and the upstream's
// connection made up in process. Steady where `run.mjs` is noisy, so it is what to decide a cut by; profile it with
// `node --cpu-prof apps/gateway/bench/stages.mjs`. Options: --size (bytes of the answer), --calls, --rounds; --soak prints in
// place of times what of the heap is in use after each round, garbage collected: it stays level, because no call leaves anything.
import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { POLICY } from './policy.mjs';
import { answerTo, argumentsFor, callOf, initializeOf, VERSION } from './traffic.mjs';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '2048' },
    calls: { type: 'string', default: '40000' },
    rounds: { type: 'string', default: '4' },
    soak: { type: 'boolean', default: false },
  },
});
const [size, calls, rounds] = [values.size, values.calls, values.rounds].map(Number);
const CONCURRENCY = 32;
const ORG = 'org_00000000000000000000000000';
const token = `sp_sa_${randomBytes(32).toString('base64url')}`;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'sallyport-stages-'));
const quiet = { info() {}, warn: console.warn, error: console.error, child: () => quiet };

// The gateway gives its connections to nobody; what it hands to node:net is caught on the way.
let accept;
const { createServer } = net;
net.createServer = (options, onConnection) => {
  accept = onConnection;
  return createServer(options, onConnection);
};
syncBuiltinESMExports();
const { createGateway } = await import('../dist/gateway.js');
const { HttpEndpoint } = await import('../dist/upstream/http-endpoint.js');
const { HttpUpstream } = await import('../dist/upstream/http-upstream.js');
const { openSpool } = await import('../dist/spool/spool.js');

const answer = (body) =>
  Buffer.from(
    body === null
      ? 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'
      : `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nMcp-Session-Id: bench\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=120\r\n\r\n${body}`,
  );
const CALL = callOf(argumentsFor(size));
const ANSWER = answer(answerTo(CALL));

/** The upstream's side of a connection. */
class Connection extends EventEmitter {
  writableLength = 0;
  write(bytes) {
    // As a kernel does: what was written is the writer's again, and every read has bytes of its own.
    const request = Buffer.from(bytes);
    setImmediate(() => this.emit('data', request.includes('"tools/call"') ? Buffer.from(ANSWER) : this.first(request)));
    return true;
  }
  first(request) {
    const text = request.toString('latin1');
    return answer(text.startsWith('POST ') ? answerTo(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))) : null);
  }
  pause() {}
  resume() {}
  destroy() {}
}

/** A client's side of a connection: gives requests, hears answers. */
class Client extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  done = null;
  send(request, done) {
    this.done = done;
    this.emit('data', request);
  }
  write(answer) {
    this.done?.(answer.toString('latin1'));
    return true;
  }
  pause() {}
  resume() {}
  cork() {}
  uncork() {}
  end() {}
  destroy() {
    throw new Error('the gateway gave a call up');
  }
}
const connectClient = () => {
  const client = new Client();
  accept(client);
  return client;
};

const spool = await openSpool({
  dataDir: scratch,
  logger: quiet,
  limits: { unshippedBytesMax: Number.MAX_SAFE_INTEGER },
});
const upstream = new HttpUpstream(
  new HttpEndpoint(new URL('http://127.0.0.1:1/mcp'), { dial: async () => new Connection() }),
);
const gateway = createGateway({
  spool,
  registry: { get: () => upstream, apply() {}, close: async () => {} },
  snapshotAgeMs: () => 0,
  reportDefinitions() {},
  consoleUrl: 'http://127.0.0.1:1',
  sessionKey: randomBytes(32),
  allowedHosts: ['gateway'],
  allowedOrigins: [],
  version: '1',
  logger: quiet,
});
gateway.applySnapshot({
  format: 1,
  orgId: ORG,
  orgSlug: 'bench',
  version: 1,
  builtAt: new Date().toISOString(),
  principals: [
    { id: 'sa_00000000000000000000000000', kind: 'service_account', name: 'bench', groups: ['engineering'] },
  ],
  tokens: [
    {
      hash: createHash('sha256').update(token).digest('hex'),
      principalId: 'sa_00000000000000000000000000',
      expiresAt: null,
    },
  ],
  servers: [
    {
      id: 'srv_00000000000000000000000000',
      slug: 'bench',
      name: 'Bench',
      transport: { kind: 'streamable-http', url: 'http://127.0.0.1:1/mcp' },
      tier: 'standard',
      egress: 'external',
      enabled: true,
      timeoutMs: 30_000,
    },
  ],
  definitions: [],
  policies: [{ id: 'pol_00000000000000000000000000', name: 'bench', version: 1, text: POLICY }],
  settings: { keepArguments: true, driftedDefinitions: 'allow' },
});

let session = '';
const requestOf = (message) => {
  const body = JSON.stringify(message);
  return Buffer.from(
    `POST /o/bench/s/bench/mcp HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n` +
      `Accept: application/json, text/event-stream\r\nAuthorization: Bearer ${token}\r\n${session}` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
};
const ask = (message) => new Promise((resolve) => connectClient().send(requestOf(message), resolve));

const initialized = await ask(initializeOf());
const sessionId = /\r\nMcp-Session-Id: ([^\r]+)/.exec(initialized)[1];
session = `Mcp-Session-Id: ${sessionId}\r\nMcp-Protocol-Version: ${VERSION}\r\n`;
await ask({ jsonrpc: '2.0', method: 'notifications/initialized' });
await ask({ jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} });

const request = requestOf(CALL);
const clients = Array.from({ length: CONCURRENCY }, connectClient);

/** Runs so many calls, as many at once as the bench has. */
const run = (count) =>
  new Promise((resolve, reject) => {
    let begun = 0;
    let ended = 0;
    const next = (client) => {
      begun += 1;
      // A copy, as every read from a socket has its own bytes.
      client.send(Buffer.from(request), (answer) => {
        client.done = null;
        ended += 1;
        if (!answer.startsWith('HTTP/1.1 200')) reject(new Error(`a call was answered ${answer}`));
        else if (ended === count) resolve();
        else if (begun < count) setImmediate(next, client);
      });
    };
    for (const client of clients) next(client);
  });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Time of one round, or what it left in the heap. */
async function round() {
  const before = process.cpuUsage();
  await run(calls);
  const { user, system } = process.cpuUsage(before);
  if (!values.soak) return `${((user + system) / calls).toFixed(1)} µs of CPU per call`;
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const mb = (bytes) => (bytes / 2 ** 20).toFixed(2);
  return `${mb(heapUsed)} MB of heap, ${mb(external)} MB outside it, ${mb(rss)} MB resident`;
}

try {
  await run(calls);
  for (let done = 0; done < rounds; done++) process.stdout.write(`${await round()}\n`);
} finally {
  await gateway.close(0);
  await spool.close();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(0);
