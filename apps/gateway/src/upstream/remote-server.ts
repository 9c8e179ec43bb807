import type { Dialler } from '@sallyport/safe-dial';
import { ModernOnLegacy } from '../bridge/modern-on-legacy.js';
import { EraUpstream } from './era-upstream.js';
import { HttpEndpoint } from './http-endpoint.js';
import { HttpUpstream } from './http-upstream.js';
import { LegacySides } from './legacy-sides.js';
import { ModernHttpUpstream } from './modern-http-upstream.js';
import { ModernProbe, type ModernProbeOptions } from './modern-probe.js';
import type { Upstream } from './upstream.js';

export interface RemoteServerOptions {
  /** Name of this process among the replicas. */
  readonly replicaId: string;
  readonly probe?: Pick<ModernProbeOptions, 'timeoutMs' | 'settledMs'>;
}

/** A server behind a URL, whichever revision and HTTP transport it speaks. */
export const remoteServer = (url: URL, dialler: Pick<Dialler, 'dial'>, options: RemoteServerOptions): Upstream => {
  const endpoint = new HttpEndpoint(url, dialler);
  const modern = new ModernHttpUpstream(endpoint);
  const legacy = new LegacySides(
    [{ maker: 'http', upstream: new HttpUpstream(endpoint) }],
    () => endpoint.notes.health,
  );
  return new EraUpstream({
    modern,
    probe: new ModernProbe(modern, { ...options.probe, onFacts: (facts) => endpoint.notes.noteFacts(facts) }),
    legacy,
    modernOnLegacy: new ModernOnLegacy(legacy, options),
    legacyOnModern: modern,
  });
};
