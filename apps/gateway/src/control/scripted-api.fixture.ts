import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonicalize } from '@sallyport/audit';
import type { DefinitionsReport, Heartbeat, SignedSnapshot, Snapshot } from '@sallyport/contracts';

const keys = generateKeyPairSync('ed25519');
/** What a gateway is configured with: base64 of the SPKI DER. */
export const SNAPSHOT_PUBLIC_KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

export const ORG_A = 'org_0000000000000000000000000a';
export const ORG_B = 'org_0000000000000000000000000b';

export const aSnapshot = (orgId: string, version: number): Snapshot => ({
  format: 1,
  orgId,
  orgSlug: orgId === ORG_A ? 'acme' : 'globex',
  version,
  builtAt: '2026-11-21T08:00:00.000Z',
  principals: [],
  tokens: [],
  servers: [],
  definitions: [],
  policies: [],
  settings: { keepArguments: true, driftedDefinitions: 'allow' },
});

export function signSnapshot(payload: string): SignedSnapshot {
  return { payload, keyId: 'k1', signature: sign(null, Buffer.from(payload), keys.privateKey).toString('base64url') };
}

/** An api as the gateway sees it. `published` is what it says and gives; the rest is what a test does to it. */
export class ScriptedApi {
  readonly published = new Map<string, { version: number; signed: SignedSnapshot }>();
  readonly heartbeats: Heartbeat[] = [];
  readonly reports: DefinitionsReport[] = [];
  readonly counts = { index: 0, snapshot: 0, streams: 0 };
  streamsAllowed = true;
  /** Statuses of the next definition reports; 204 when empty. */
  reportStatuses: number[] = [];
  #server = createServer((req, res) => void this.#answer(req, res));
  #streams = new Set<ServerResponse>();
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Comes up, on the same port every time. */
  async start(): Promise<void> {
    this.#server = createServer((req, res) => void this.#answer(req, res));
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#streams.clear();
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  /** Makes a version the newest, silently or with an event. */
  publish(snapshot: Snapshot, changes: Partial<SignedSnapshot> = {}): void {
    const signed = { ...signSnapshot(canonicalize(snapshot)), ...changes };
    this.published.set(snapshot.orgId, { version: snapshot.version, signed });
  }

  announce(orgId: string, version: number): void {
    this.say(`event: snapshot\ndata: ${JSON.stringify({ orgId, version })}\n\n`);
  }

  say(text: string): void {
    for (const stream of this.#streams) stream.write(text);
  }

  cutStreams(): void {
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '', this.url);
    const org = /^\/gateway\/v1\/orgs\/([^/]+)\/snapshot$/.exec(pathname)?.[1];
    if (req.headers.authorization !== 'Bearer gateway-token') return send(res, 401, {});
    if (pathname === '/gateway/v1/snapshots') return this.#index(res);
    if (pathname === '/gateway/v1/snapshot-stream') return this.#stream(res);
    if (org !== undefined) return this.#snapshot(org, res);
    const body = JSON.parse((await bodyOf(req)).toString('utf8')) as never;
    if (pathname === '/gateway/v1/heartbeat') this.heartbeats.push(body);
    if (pathname !== '/gateway/v1/definitions') return send(res, 204);
    const status = this.reportStatuses.shift() ?? 204;
    if (status === 204) this.reports.push(body);
    send(res, status, status === 204 ? undefined : { code: 'x' });
  }

  #index(res: ServerResponse): void {
    this.counts.index += 1;
    const snapshots = [...this.published].map(([orgId, { version }]) => ({ orgId, orgSlug: 'acme', version }));
    send(res, 200, { snapshots });
  }

  #snapshot(orgId: string, res: ServerResponse): void {
    this.counts.snapshot += 1;
    const found = this.published.get(orgId);
    send(res, found === undefined ? 404 : 200, found?.signed ?? { code: 'org.not_found' });
  }

  #stream(res: ServerResponse): void {
    if (!this.streamsAllowed) {
      send(res, 503, {});
      return;
    }
    this.counts.streams += 1;
    this.#streams.add(res);
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(': hello\n\n');
  }
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function send(res: ServerResponse, status: number, body?: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
}
