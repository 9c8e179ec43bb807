import type { DefinitionsReport, Heartbeat, Snapshot } from '@sallyport/contracts';
import type { Logger, Secret } from '@sallyport/service-kit';

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
  /** What the heartbeat says beside what the client knows itself; asked every five seconds. */
  readonly heartbeat: () => Pick<Heartbeat, 'spool' | 'servers'>;
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
