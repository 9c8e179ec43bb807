import { randomBytes } from 'node:crypto';
import type { DefinitionsReport, Principal, Snapshot, SnapshotRefusal } from '@sallyport/contracts';
import { createLogger } from '@sallyport/service-kit';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway.js';
import type { CredentialProvider } from '../../src/upstream/credentials.js';
import { type Launchers } from '../../src/upstream/launchers.js';
import { createUpstreamRegistry } from '../../src/upstream/registry.js';
import type { UpstreamRegistry } from '../../src/upstream/upstream.js';
import { openRecordingSpool, type RecordingSpool } from './recording-spool.js';
import { type OrgSpec, toSnapshot } from './snapshots.js';

export interface HarnessOptions {
  readonly orgs: readonly OrgSpec[];
  readonly launchers?: Launchers;
  /** `host:port` of fake upstreams. */
  readonly allow?: readonly string[];
  readonly allowedOrigins?: readonly string[];
  readonly allowedHosts?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly onSpoolEvent?: (event: string) => void;
  /** The same for all replicas of one installation; a fresh one by default. */
  readonly sessionKey?: Buffer;
  /** Absent: the only replica. */
  readonly replicas?: GatewayOptions['replicas'];
  /** A free one by default; null for a gateway that is not served over HTTP. */
  readonly port?: number | null;
  /** Who every request is of, when clients bring no token. */
  readonly principal?: Principal;
  /** What principals show servers that want to know who they are. */
  readonly credentials?: CredentialProvider;
  /** Who gives second opinions; nobody by default. */
  readonly opinions?: GatewayOptions['opinions'];
  /** What the gateway uses in place of the upstreams it would have. */
  readonly wrapRegistry?: (registry: UpstreamRegistry) => UpstreamRegistry;
}

export interface GatewayHarness {
  readonly port: number;
  readonly url: string;
  readonly spool: RecordingSpool;
  readonly reports: readonly Omit<DefinitionsReport, 'gatewayId'>[];
  endpoint(orgSlug: string, serverSlug: string): string;
  /** Serves one client over a pair of streams; takes {@link HarnessOptions.principal} to say who that is. */
  readonly serveStdio: Gateway['serveStdio'];
  apply(org: OrgSpec, version: number): Snapshot;
  applySnapshot(snapshot: Snapshot): void;
  snapshotRefused(refusal: SnapshotRefusal): void;
  /** Age of all snapshots, milliseconds; 0 until set. */
  age(ms: number): void;
  /** Moves the gateway's clock. */
  advance(ms: number): void;
  readonly log: readonly string[];
  close(): Promise<void>;
}

export const CONSOLE_URL = 'https://console.sallyport.test';

/** A whole gateway in this process: real front, pipeline, spool and upstreams; the control plane is a method call. */
export const startGateway = async (options: HarnessOptions): Promise<GatewayHarness> => {
  const spool = await openRecordingSpool(options.onSpoolEvent ?? (() => undefined));
  const log: string[] = [];
  const logger = createLogger({
    name: 'gateway',
    level: 'info',
    destination: { write: (line) => void log.push(line) },
  });
  const own = createUpstreamRegistry({
    allow: options.allow ?? [],
    launchers: options.launchers ?? {},
    logger,
    env: process.env,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.replicas === undefined ? {} : { replicaId: options.replicas.replicaId }),
  });
  const registry = options.wrapRegistry?.(own) ?? own;
  const reports: Omit<DefinitionsReport, 'gatewayId'>[] = [];
  let ageMs = 0;
  let skewMs = 0;
  const gateway = createGateway({
    spool,
    registry,
    snapshotAgeMs: () => ageMs,
    reportDefinitions: (report) => void reports.push(report),
    consoleUrl: CONSOLE_URL,
    sessionKey: options.sessionKey ?? randomBytes(32),
    ...(options.replicas === undefined ? {} : { replicas: options.replicas }),
    ...(options.principal === undefined ? {} : { principal: options.principal }),
    ...(options.opinions === undefined ? {} : { opinions: options.opinions }),
    allowedHosts: options.allowedHosts ?? [],
    allowedOrigins: options.allowedOrigins ?? [],
    trustedProxies: options.trustedProxies ?? [],
    version: '0.0.0-test',
    logger,
    now: () => Date.now() + skewMs,
  });
  for (const org of options.orgs) gateway.applySnapshot(toSnapshot(org));
  const port = options.port === null ? 0 : (await gateway.listen('127.0.0.1', options.port ?? 0)).port;
  const url = `http://127.0.0.1:${port}`;
  return {
    port,
    url,
    spool,
    reports,
    log,
    endpoint: (orgSlug, serverSlug) => `${url}/o/${orgSlug}/s/${serverSlug}/mcp`,
    serveStdio: (stdio) => gateway.serveStdio(stdio),
    apply: (org, version) => {
      const snapshot = toSnapshot(org, version);
      gateway.applySnapshot(snapshot);
      return snapshot;
    },
    applySnapshot: (snapshot) => gateway.applySnapshot(snapshot),
    snapshotRefused: (refusal) => gateway.snapshotRefused(refusal),
    age: (ms) => {
      ageMs = ms;
    },
    advance: (ms) => {
      skewMs += ms;
    },
    close: async () => {
      await gateway.close(200);
      await registry.close();
      await spool.close();
    },
  };
};
