import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DefinitionsReport,
  type Heartbeat,
  type Snapshot,
  type SnapshotRefusal,
  seconds,
} from '@sallyport/contracts';
import type { Logger, Secret } from '@sallyport/service-kit';
import { type ApiHttp, createApiHttp, excerpt } from './api-http.js';
import { DefinitionReports } from './definition-reports.js';
import { SnapshotDisk } from './snapshot-disk.js';
import { followSnapshots } from './snapshot-stream.js';
import { SnapshotSync } from './snapshot-sync.js';
import { parseSnapshotKey } from './verify-snapshot.js';

export interface ControlPlaneOptions {
  /** Base URL of the api, without a trailing slash. */
  readonly apiUrl: string;
  readonly token: Secret;
  readonly gatewayId: string;
  /** Version of the gateway, for the heartbeat. */
  readonly version: string;
  /** Ed25519 public key of the api's snapshots: base64 of its SPKI DER. */
  readonly snapshotPublicKey: string;
  /** `GATEWAY_DATA_DIR`; the last good snapshots live in `snapshots/` below it. */
  readonly dataDir: string;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Takes a verified snapshot, newer than any before it. When it throws, the snapshot is refused and the previous one stays. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** The api no longer lists this organisation. */
  readonly onOrgRemoved: (orgId: string) => void;
  /** A snapshot was refused; what was in force stays. For counting. */
  readonly onSnapshotRefused: (refusal: SnapshotRefusal) => void;
  /** What the heartbeat says beside what the client knows itself; asked with every one. */
  readonly heartbeat: () => Pick<Heartbeat, 'spool' | 'servers'>;
  /** Milliseconds between polls, and between heartbeats; 5000 unless given. */
  readonly intervalMs?: number;
}

/** The gateway's side of the api: snapshots in, heartbeats and definitions out. Never throws because the api is away. */
export interface ControlPlane {
  /** Resolves when the snapshots on disk were loaded and the api was asked once, well or not. */
  readonly ready: Promise<void>;
  /** Milliseconds since the api last answered; infinite when it never did. */
  readonly contactAgeMs: number;
  /**
   * Milliseconds since the api last confirmed that the snapshot held for this organisation is the newest, restarts
   * included; infinite when there is none.
   */
  snapshotAgeMs(orgId: string): number;
  /** Queues a report; the newest of a server and kind replaces one that still waits. */
  reportDefinitions(report: Omit<DefinitionsReport, 'gatewayId'>): void;
  close(): Promise<void>;
}

const INTERVAL_MS = seconds(5);
const HEARTBEAT_TIMEOUT_MS = seconds(5);
/** Share by which intervals vary, so that gateways that started together do not stay together. */
const JITTER = 0.1;

/**
 * Starts to follow the api. Snapshots kept on disk are in force before the api is asked.
 * @throws TypeError when the public key is no Ed25519 key
 */
export function startControlPlane(options: ControlPlaneOptions): ControlPlane {
  return new ControlPlaneClient(options);
}

class ControlPlaneClient implements ControlPlane {
  readonly ready: Promise<void>;
  readonly #options: ControlPlaneOptions;
  readonly #api: ApiHttp;
  readonly #sync: SnapshotSync;
  readonly #reports: DefinitionReports;
  readonly #abort = new AbortController();
  readonly #startedAt = Date.now();
  readonly #loops: Promise<unknown>;
  #contactAt = Number.NEGATIVE_INFINITY;
  readonly #problems = new Set<string>();

  constructor(options: ControlPlaneOptions) {
    const { gatewayId, logger, onSnapshot, onOrgRemoved, intervalMs = INTERVAL_MS } = options;
    const publicKey = parseSnapshotKey(options.snapshotPublicKey);
    this.#options = options;
    this.#api = createApiHttp(options);
    this.#reports = new DefinitionReports({ api: this.#api, gatewayId, logger });
    this.#sync = new SnapshotSync({
      api: this.#api,
      disk: new SnapshotDisk(options.dataDir),
      publicKey,
      logger,
      onSnapshot,
      onOrgRemoved,
      onRefused: options.onSnapshotRefused,
    });
    this.ready = this.#start();
    this.#loops = this.ready.then(() =>
      Promise.all([
        this.#every(intervalMs, () => this.#poll()),
        this.#sendHeartbeat().then(() => this.#every(intervalMs, () => this.#sendHeartbeat())),
        this.#follow(),
      ]),
    );
  }

  get contactAgeMs(): number {
    return performance.now() - this.#contactAt;
  }

  snapshotAgeMs(orgId: string): number {
    return this.#sync.ageMs(orgId);
  }

  reportDefinitions(report: Omit<DefinitionsReport, 'gatewayId'>): void {
    this.#reports.add(report);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#reports.close();
    this.#api.close();
    await this.#loops;
    await this.#sync.settle();
  }

  async #start(): Promise<void> {
    await this.#sync.loadFromDisk();
    await this.#poll();
  }

  #follow(): Promise<void> {
    return followSnapshots({
      api: this.#api,
      logger: this.#options.logger,
      signal: this.#abort.signal,
      onOpen: () => void this.#poll(),
      onPublished: (orgId, version) => this.#sync.announce(orgId, version),
    });
  }

  async #poll(): Promise<void> {
    await this.#contact('the api does not list snapshots', () => this.#sync.poll());
  }

  async #sendHeartbeat(): Promise<void> {
    const { gatewayId, version, heartbeat } = this.#options;
    const body: Heartbeat = {
      gatewayId,
      version,
      startedAt: this.#startedAt,
      snapshots: this.#sync.versions,
      refusedSnapshots: this.#sync.refusals,
      ...heartbeat(),
    };
    await this.#contact('the api does not take heartbeats', async () => {
      const answer = await this.#api.send({
        method: 'POST',
        path: '/gateway/v1/heartbeat',
        body: [Buffer.from(JSON.stringify(body))],
        timeoutMs: HEARTBEAT_TIMEOUT_MS,
      });
      if (answer.status >= 300) throw new Error(`the api answered ${answer.status}: ${excerpt(answer)}`);
    });
  }

  /** Notes an answer of the api, or logs once that it is away. */
  async #contact(problem: string, ask: () => Promise<void>): Promise<void> {
    try {
      await ask();
      this.#contactAt = performance.now();
      if (this.#problems.delete(problem)) this.#options.logger.info({ was: problem }, 'the api answers again');
    } catch (err) {
      if (this.#abort.signal.aborted || this.#problems.has(problem)) return;
      this.#problems.add(problem);
      this.#options.logger.warn({ err }, problem);
    }
  }

  async #every(intervalMs: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await sleep(intervalMs * (1 - JITTER * Math.random()), undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await work();
    }
  }
}
