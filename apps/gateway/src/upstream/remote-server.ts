import type { Dialler } from '@sallyport/safe-dial';
import { LegacyOnModern } from '../bridge/legacy-on-modern.js';
import { ModernOnLegacy } from '../bridge/modern-on-legacy.js';
import type { SessionNotes } from '../bridge/session-notes.js';
import type { ServerCredentials } from './credentials.js';
import { EraUpstream } from './era-upstream.js';
import { HttpEndpoint } from './http-endpoint.js';
import { HttpUpstream } from './http-upstream.js';
import { LegacySides } from './legacy-sides.js';
import { ModernHttpUpstream } from './modern-http-upstream.js';
import { ModernProbe, type ModernProbeOptions } from './modern-probe.js';
import { RESIDENT_IDLE_MS, type ResidentLimits, ResidentSessions } from './resident-sessions.js';
import { ResidentUpstream } from './resident-upstream.js';
import { SseLink } from './sse-link.js';
import type { Upstream } from './upstream.js';

export interface RemoteServerOptions {
  /** Name of this process among the replicas. */
  readonly replicaId: string;
  /** What legacy clients set up at a modern server; kept in this process without it. */
  readonly sessionNotes?: SessionNotes;
  readonly probe?: Pick<ModernProbeOptions, 'timeoutMs' | 'settledMs'>;
  /** What principals show the server; null for a server that is called without. */
  readonly credentials?: ServerCredentials | null;
  /** Of HTTP+SSE connections. */
  readonly limits?: Partial<ResidentLimits>;
}

const SSE_LIMITS: ResidentLimits = { linksMax: 256, linksPerPrincipalMax: 64, idleMs: RESIDENT_IDLE_MS };

/** A server behind a URL, whichever revision and HTTP transport it speaks. */
export const remoteServer = (url: URL, dialler: Pick<Dialler, 'dial'>, options: RemoteServerOptions): Upstream => {
  const { replicaId, sessionNotes } = options;
  const endpoint = new HttpEndpoint(url, dialler, {}, options.credentials ?? null);
  const { notes } = endpoint;
  const healthOf = () => notes.health;
  const modern = new ModernHttpUpstream(endpoint);
  const residents = new ResidentSessions((handlers, principalId) => new SseLink(endpoint, handlers, { principalId }), {
    replicaId,
    limits: { ...SSE_LIMITS, ...options.limits },
    notes,
  });
  const legacy = new LegacySides(
    [
      { maker: 'http', upstream: new HttpUpstream(endpoint) },
      { maker: 'events', upstream: new ResidentUpstream({ residents, needsOwn: () => true, shared: null, healthOf }) },
    ],
    healthOf,
  );
  return new EraUpstream({
    modern,
    probe: new ModernProbe(modern, { ...options.probe, onFacts: (facts) => notes.noteFacts(facts) }),
    legacy,
    modernOnLegacy: new ModernOnLegacy(legacy, { replicaId }),
    legacyOnModern: new LegacyOnModern(modern, {
      replicaId,
      ...(sessionNotes === undefined ? {} : { notes: sessionNotes }),
    }),
  });
};
