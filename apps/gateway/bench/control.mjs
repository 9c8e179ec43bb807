// Stands in for the api while the gateway is measured: serves one signed snapshot, acknowledges records and remembers which
// planted findings they held. PORT, UPSTREAM_PORT, TOKEN, SIGNING_KEY. `GET /planted` answers what was seen.
import { createHash, createPrivateKey, sign } from 'node:crypto';
import http from 'node:http';
import { canonicalize } from '@sallyport/audit';
import { POLICY } from './policy.mjs';

const ORG = 'org_00000000000000000000000000';
const signingKey = createPrivateKey({
  key: Buffer.from(process.env.SIGNING_KEY, 'base64'),
  format: 'der',
  type: 'pkcs8',
});
const payload = canonicalize({
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
      hash: createHash('sha256').update(process.env.TOKEN).digest('hex'),
      principalId: 'sa_00000000000000000000000000',
      expiresAt: null,
    },
  ],
  servers: [
    {
      id: 'srv_00000000000000000000000000',
      slug: 'bench',
      name: 'Bench',
      transport: { kind: 'streamable-http', url: `http://127.0.0.1:${process.env.UPSTREAM_PORT}/mcp` },
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
const signed = JSON.stringify({
  payload,
  keyId: 'bench',
  signature: sign(null, Buffer.from(payload), signingKey).toString('base64url'),
});

let records = 0;
const planted = { argument: [], result: 0 };

/** Looks only at what is needed, so that this process stays small beside the one that is measured. */
function ingest(body) {
  let last = 0;
  for (let at = body.indexOf('"sequence":'); at >= 0; at = body.indexOf('"sequence":', at + 11)) {
    last = Math.max(last, Number.parseInt(body.latin1Slice(at + 11, at + 27), 10));
    records += 1;
  }
  for (let at = body.indexOf('planted-in-'); at >= 0; at = body.indexOf('planted-in-', at + 11)) {
    const window = /^planted-in-[\w-]+/.exec(body.latin1Slice(at, at + 60))?.[0];
    if (window && body.indexOf('"detector":"secret.') >= 0) planted.argument.push(window);
  }
  for (
    let at = body.indexOf('"detector":"secret.private-key"');
    at >= 0;
    at = body.indexOf('"detector":"secret.private-key"', at + 30)
  )
    planted.result += 1;
  return last;
}

const routes = {
  'GET /healthz': () => '{}',
  'GET /planted': () => JSON.stringify({ records, ...planted, argument: [...new Set(planted.argument)] }),
  'GET /gateway/v1/snapshots': () => JSON.stringify({ snapshots: [{ orgId: ORG, orgSlug: 'bench', version: 1 }] }),
  [`GET /gateway/v1/orgs/${ORG}/snapshot`]: () => signed,
  'POST /gateway/v1/records': (body) => JSON.stringify({ acknowledged: ingest(body) }),
};

http
  .createServer((req, res) => {
    if (req.url === '/gateway/v1/snapshot-stream')
      return void res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': open\n\n');
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      const route = routes[`${req.method} ${req.url}`];
      if (!route) return void res.writeHead(204).end();
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(route(Buffer.concat(chunks)));
    });
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
